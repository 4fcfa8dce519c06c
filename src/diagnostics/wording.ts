import type { Diagnostic } from './diagnostic';
import { type ArgumentsOf, type Code, messages, type Text } from './messages';

/** Typed as a function of each code's own arguments, which avoids casts. */
const catalogue: { readonly [C in Code]: (args: ArgumentsOf<C>) => Text } = messages;

type Worded<C extends Code> = Pick<Diagnostic<C>, 'code' | 'args'>;

/** The message: one lower-case clause. */
export function messageOf<C extends Code>({ code, args }: Worded<C>): string {
  return catalogue[code](args).text;
}

/** What to do about it: the help of the finding, or else of the catalogue. */
export function helpOf<C extends Code>({
  code,
  args,
  ownHelp,
}: Worded<C> & Pick<Diagnostic, 'ownHelp'>): string | undefined {
  return ownHelp ?? catalogue[code](args).help;
}
