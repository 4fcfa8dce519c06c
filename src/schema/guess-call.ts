import { attributes } from './foreign/attributes';
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

/**
 * The call as an item: `conv2d: { filters: ..., kernel: 3 }`. Named arguments that the kind has are kept; the order of others depends on
 * the framework, so only that of a kind with a single attribute is kept too.
 */
export function itemOfCall(kind: Kind, { inner }: Call, { span }: Misspelt): string {
  const fields = Object.entries(fieldsOf(kind));
  const keys = fields.flatMap(([key, field]) => (field.declares ? [] : [key]));
  const required = fields.flatMap(([key, field]) => (field.required ? [key] : []));
  const values = new Map(required.map((key) => [key, '...']));
  const [only, other] = required.length > 0 ? required : keys;
  for (const part of inner.split(/,(?![^([]*[)\]])/).map((one) => one.trim())) {
    const [, name, value] = /^(\w+)\s*[=:]\s*(.+)$/s.exec(part) ?? [];
    if (name !== undefined && value !== undefined) {
      const key = keys.includes(name) ? name : translate({ text: name, span }, keys, dictionary)?.guess;
      if (key !== undefined) values.set(key, plain(value));
    } else if (only !== undefined && other === undefined && /^\d/.test(part)) values.set(only, part);
  }
  if (values.size === 0) return kind;
  return `${kind}: { ${[...values].map(([key, value]) => `${key}: ${value}`).join(', ')} }`;
}

/** A value of Python as YAML has it. */
function plain(value: string): string {
  return value
    .replace(/^\((.*)\)$/s, '[$1]')
    .replace(/^(['"])(.*)\1$/s, '$2')
    .replace(/^(?:True|False)$/, (word) => word.toLowerCase());
}
