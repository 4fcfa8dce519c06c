import type { Diagnostic } from './diagnostic';
import { type ArgumentsOf, type Code, messages, type Text } from './messages';

/** Seen as a function of each code's own arguments, so that a code and its arguments need no cast. */
const catalogue: { readonly [C in Code]: (args: ArgumentsOf<C>) => Text } = messages;

type Worded<C extends Code> = Pick<Diagnostic<C>, 'code' | 'args'>;

/** One lower-case clause that says what is wrong. */
export function messageOf<C extends Code>({ code, args }: Worded<C>): string {
  return catalogue[code](args).text;
}

/** What to do about it: the help of the place where the mistake was found, else that of the catalogue. */
export function helpOf<C extends Code>({
  code,
  args,
  ownHelp,
}: Worded<C> & Pick<Diagnostic, 'ownHelp'>): string | undefined {
  return ownHelp ?? catalogue[code](args).help;
}
