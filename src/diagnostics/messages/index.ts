import { expectation } from './expectation';
import { expression } from './expression';
import { file } from './file';
import { include } from './include';
import { outputs } from './outputs';
import { report } from './report';
import { schema } from './schema';
import { shape } from './shape';
import { target } from './target';
import { train } from './train';
import { type WarningCode, warnings } from './warnings';
import { weights } from './weights';
import { wiring } from './wiring';
import { yaml } from './yaml';

/** What a message says, and the way out where it is the same for every such mistake. */
export interface Text {
  readonly text: string;
  readonly help?: string;
}

/** Every message that modelc can print about a spec. The key is the code; codes are stable. */
export const messages = {
  ...yaml,
  ...schema,
  ...wiring,
  ...weights,
  ...expression,
  ...include,
  ...outputs,
  ...shape,
  ...expectation,
  ...train,
  ...target,
  ...warnings,
  ...file,
  ...report,
};

/** Codes of what is legal and most likely not meant; a spec may allow them. */
export const warningCodes = Object.keys(warnings) as readonly WarningCode[];

export type Code = keyof typeof messages;
type Arguments = { readonly [C in Code]: Parameters<(typeof messages)[C]>[0] };

/** The words and numbers that the message of a code needs. */
export type ArgumentsOf<C extends Code> = Arguments[C];
