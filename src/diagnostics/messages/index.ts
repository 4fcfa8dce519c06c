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

/** The text of a message, and the help if it is always the same. */
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

/** Codes of warnings, which a spec may allow. */
export const warningCodes = Object.keys(warnings) as readonly WarningCode[];

export type Code = keyof typeof messages;
type Arguments = { readonly [C in Code]: Parameters<(typeof messages)[C]>[0] };

/** The arguments of the message of a code. */
export type ArgumentsOf<C extends Code> = Arguments[C];
