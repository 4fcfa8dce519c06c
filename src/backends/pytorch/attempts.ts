import { type Code, usesOf } from '../source/code';
import type { InitLine } from './builds';
import { withOrigins } from './dependencies';
import type { Frame } from './frame';

/** What earlier attempts have found. */
export interface Known {
  /** Parameters that are numbers. */
  readonly numbers: ReadonlySet<string>;
  /** Conditions after which no code reads the channels. */
  readonly unread: ReadonlySet<string>;
}

/** Conditions whose variables no line reads but their own. */
export function unreadIn({ frame: { chosen }, lines }: Attempt): readonly string[] {
  const read = new Set(lines.flatMap(({ code, sets }) => [...usesOf(code)].filter((name) => name !== sets)));
  const needed = new Set([...chosen].flatMap(([name, key]) => (read.has(name) ? [key] : [])));
  return [...chosen.values()].filter((key) => !needed.has(key));
}

/** A class as it is with some parameters as numbers. */
export interface Attempt {
  readonly frame: Frame;
  readonly channelNames: readonly string[];
  readonly content: Content;
  readonly lines: readonly InitLine[];
  /** Parameters that it computes. */
  readonly own: ReadonlySet<string>;
  /** The names that its lines read. */
  readonly read: ReadonlySet<string>;
  /** The parameters for whose other values it is not right. */
  readonly fixed: ReadonlySet<string>;
  /** Names with those that decide their values. */
  readonly behind: (names: Iterable<string>) => ReadonlySet<string>;
}

/** A parameter that a class computes from others. */
export interface Computed {
  readonly identifier: string;
  /** Undefined if it is a number. */
  readonly code: Code | undefined;
  readonly from: readonly string[];
}

/** Those that are read, also by one another. */
export function neededOf(
  computed: readonly Computed[],
  read: ReadonlySet<string>,
): readonly { readonly identifier: string; readonly code: Code }[] {
  const needed = new Set(read);
  const found = computed.toReversed().flatMap(({ identifier, code }) => {
    if (!code || !needed.has(identifier)) return [];
    for (const name of usesOf(code)) needed.add(name);
    return [{ identifier, code }];
  });
  return found.reverse();
}

/** What decides the values of names in a class. */
export function originsBehind({ variables }: Frame, computed: readonly Computed[]): Attempt['behind'] {
  const from = new Map([...variables, ...computed.map(({ identifier, from: names }) => [identifier, names] as const)]);
  return (names) => withOrigins(names, from);
}

/** The body of a class. */
export interface Content {
  readonly base: 'nn.Module' | 'nn.Sequential';
  readonly init: readonly InitLine[];
  /** Empty if the base class has it. */
  readonly forward: readonly string[];
  readonly uses: Iterable<string>;
  /** See `Code`. */
  readonly fixed: Iterable<string>;
}
