import { entry } from '../../dimensions/dimension';
import { type Expression, isScalar } from '../../expression/ast';
import type { BlockUse, Node } from '../../graph/graph';
import { type Code, flatten, join, wrap } from './code';
import { formulaOf, type Parameter, plainValue } from './expression';
import type { Language, Plain } from './language';

/** Attributes in a target language: the formula over the block's parameters from the spec, or else the value. */
export interface AttributeTexts {
  scalar(attribute: string, value: Plain): Code;
  /** An attribute with one number per axis of a window; one number if all are equal. */
  pair(attribute: string, values: readonly number[]): Code;
  /** A list of sizes. */
  list(attribute: string, values: readonly number[]): Code;
}

/** The attributes of a node; `read` writes an expression with the given value, if the target supports it. */
export function attributeTexts(
  language: Language,
  node: Pick<Node, 'symbols'>,
  read: (expression: Expression, value: Plain, attribute: string) => Code | undefined,
): AttributeTexts {
  const formula = (attribute: string, value: Plain): Code | undefined => {
    const expression = node.symbols.get(attribute);
    return expression && read(expression, value, attribute);
  };
  const scalar: AttributeTexts['scalar'] = (attribute, value) => formula(attribute, value) ?? language.literal(value);
  const each = (attribute: string, values: readonly number[]): readonly Code[] =>
    values.map((value, index) => scalar(`${attribute}/${index}`, value));
  const bracketed = (codes: readonly Code[]): Code => wrap(language.list[0], join(codes, ', '), language.list[1]);
  return {
    scalar,
    list: (attribute, values) => bracketed(each(attribute, values)),
    pair: (attribute, values) => {
      const codes = each(attribute, values);
      const first = entry(codes, 0);
      const alike = codes.every((code) => flatten(code) === flatten(first));
      return alike ? (formula(attribute, entry(values, 0)) ?? first) : bracketed(codes);
    },
  };
}

/**
 * An argument of a use of a block, as an expression over the enclosing block's parameters if that is exact, otherwise its
 * value. `fraction` says that it need not be whole.
 */
export function argumentOf(
  language: Language,
  use: BlockUse,
  name: string,
  parameters: ReadonlyMap<string, Parameter>,
  fraction = false,
): Code | undefined {
  const value = use.parameters.get(name);
  if (value === undefined || !isScalar(value)) return undefined;
  const expression = use.symbols.get(name);
  const plain = plainValue(value);
  return (expression && formulaOf(language, expression, parameters, plain, fraction)) ?? language.literal(plain);
}
