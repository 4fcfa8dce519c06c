import { attributes } from './foreign/attributes';
import { positionalArguments } from './foreign/positional-arguments';
import { dictionaryOf, translate } from './foreign/translate';
import type { Misspelt } from './guess';
import { fieldsOf, type Kind } from './kinds';

/** A layer written as a call: `conv2d(8, kernel=3)`, `nn.ReLU()`, `dropout 0.5`. */
const CALL = /^([A-Za-z_][\w.]*)(?:\s*\((.*)\)|\s+(\d[\d.]*))$/s;

/** The name of a call, and what is in its parentheses. */
export interface Call {
  readonly name: string;
  readonly inner: string;
}

export function readCall(text: string): Call | undefined {
  const [, name, inner, number] = CALL.exec(text) ?? [];
  return name === undefined ? undefined : { name, inner: (inner ?? number ?? '').trim() };
}

const dictionary = dictionaryOf(attributes);

/** A call as an item. */
interface CallAsItem {
  /** `conv2d: { filters: ..., kernel: 3 }`. */
  readonly item: string;
  /** Named arguments that the kind does not have. */
  readonly others: readonly { readonly name: string; readonly value: string }[];
}

/** Named arguments that the kind has are kept, and others where their order is known, or where the kind has a single attribute. */
export function itemOfCall(kind: Kind, { name: callee, inner }: Call, { span }: Misspelt): CallAsItem {
  const fields = Object.entries(fieldsOf(kind));
  const keys = fields.flatMap(([key, field]) => (field.declares ? [] : [key]));
  const required = fields.flatMap(([key, field]) => (field.required ? [key] : []));
  const values = new Map(required.map((key) => [key, '...']));
  const others: { name: string; value: string }[] = [];
  const [only, other] = required.length > 0 ? required : keys;
  const order = positionalArguments(callee) ?? (other === undefined && only !== undefined ? [only] : []);
  for (const [index, part] of inner
    .split(/,(?![^([]*[)\]])/)
    .map((one) => one.trim())
    .entries()) {
    const [, name, value] = /^(\w+)\s*[=:]\s*(.+)$/s.exec(part) ?? [];
    if (name !== undefined && value !== undefined) {
      const key = keys.includes(name) ? name : translate({ text: name, span }, keys, dictionary)?.guess;
      if (key !== undefined) values.set(key, plain(value));
      else others.push({ name, value: plain(value) });
    } else {
      const key = order[index];
      if (key !== undefined && keys.includes(key) && part !== '') values.set(key, plain(part));
    }
  }
  if (values.size === 0) return { item: kind, others };
  return { item: `${kind}: { ${[...values].map(([key, value]) => `${key}: ${value}`).join(', ')} }`, others };
}

/** A value of Python as YAML has it. */
function plain(value: string): string {
  return value
    .replace(/^\((.*)\)$/s, '[$1]')
    .replace(/^(['"])(.*)\1$/s, '$2')
    .replace(/^(?:True|False)$/, (word) => word.toLowerCase());
}
