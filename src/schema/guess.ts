import type { Fix } from '../diagnostics/diagnostic';
import type { Span } from '../diagnostics/source';

/** A user's word that is not in a closed set, and its location. */
export interface Misspelt {
  readonly text: string;
  readonly span: Span;
}

/** What an unknown word most likely means. */
export interface Guess {
  /** The most likely intended word. */
  readonly guess: string | undefined;
  /** Write the word; certain if no other word is nearly as likely. */
  readonly fixes: readonly Fix[];
  /** What to do, if it is more than to write the word. */
  readonly help?: string | undefined;
  /** Set if other frameworks have this word, and modelc has nothing that does the same. */
  readonly unsupported?: true;
}

export const NOTHING: Guess = { guess: undefined, fixes: [] };
