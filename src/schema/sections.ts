import { expectFields, modelExpectFields } from './expect';
import type { Fields } from './field';
import { inputFields } from './input';
import { kinds, layerOf } from './kinds';
import { losses } from './losses';
import { optimizers } from './optimizers';
import { outputFields } from './output';
import { parameterFields } from './parameter';
import { preprocessFields } from './preprocess';
import { repeatFields } from './repeat';
import { schedules } from './schedules';
import { trainFields } from './train';

const prefixed = (prefix: string, table: Readonly<Record<string, Fields>>): [string, Fields][] =>
  Object.entries(table).map(([name, fields]) => [`${prefix}/${name}`, fields]);

/**
 * Every map of the language whose keys are fields, by name. `npm run generate` compiles one validator for each; a kind is
 * looked up before its attributes are validated, so a wrong attribute gives one error and not one for each kind.
 */
export const sections: ReadonlyMap<string, Fields> = new Map([
  ['input', inputFields as Fields],
  ['preprocess', preprocessFields as Fields],
  ['expect', expectFields as Fields],
  ['model-expect', modelExpectFields as Fields],
  ['parameter', parameterFields as Fields],
  ['output', outputFields as Fields],
  ['repeat', repeatFields as Fields],
  ['train', trainFields as Fields],
  ...prefixed('loss', losses),
  ...prefixed('optimizer', optimizers),
  ...prefixed('schedule', schedules),
  ...kinds.map((kind): [string, Fields] => [`layer/${kind}`, layerOf(kind).fields]),
]);
