import type { Edit } from '../diagnostics/diagnostic';
import { type Span, textOf } from '../diagnostics/source';
import type { WrittenItem } from './layout';

/** An attribute as written in YAML. */
export interface WrittenAttribute {
  readonly key: string;
  readonly text: string;
}

/** A layer as written in YAML. */
export interface WrittenLayer {
  readonly kind: string;
  readonly attributes: readonly WrittenAttribute[];
  /** Keys next to the kind. */
  readonly beside?: readonly WrittenAttribute[];
}

/** Writes a value instead of another one, in quotes if the file is JSON. */
export function replaceValue(span: Span, text: string): Edit {
  return { span, newText: isJson(span) ? json(text) : text };
}

/** Writes an attribute that an item does not have. */
export function addAttribute({ key, value }: WrittenItem, attribute: WrittenAttribute): Edit {
  const { source } = key;
  const text = pair(attribute, isJson(key));
  if (!value) {
    const colon = /^["']?[ ]*:/.exec(source.text.slice(key.end))?.[0];
    return insertion(key, key.end + (colon?.length ?? 0), `${colon === undefined ? ':' : ''} { ${text} }`);
  }
  if (!textOf(value).startsWith('{')) return insertion(value, value.start, `${text}\n${indentOf(value)}`);
  const inner = textOf(value).slice(1, -1).trimEnd();
  if (inner.trim() === '') return { span: value, newText: `{ ${text} }` };
  return insertion(value, value.start + 1 + inner.length, `${inner.endsWith(',') ? ' ' : ', '}${text}`);
}

/** Writes an item before another one of a list. */
export function insertBefore({ whole }: WrittenItem, layer: WrittenLayer): Edit {
  if (!isBlockItem(whole)) return insertion(whole, whole.start, `${inline(layer, isJson(whole))}, `);
  const indent = indentOf(whole);
  return insertion(whole, whole.start, `${inLines(layer, indent)}\n${indent.slice(2)}- `);
}

/** Writes an item after another one of a list. */
export function insertAfter({ whole }: WrittenItem, layer: WrittenLayer): Edit {
  if (!isBlockItem(whole)) return insertion(whole, whole.end, `, ${inline(layer, isJson(whole))}`);
  const indent = indentOf(whole);
  return insertion(whole, whole.end, `\n${indent.slice(2)}- ${inLines(layer, indent)}`);
}

/** Writes items at the end of a list. */
export function append(list: Span, layers: readonly WrittenLayer[]): Edit {
  const text = textOf(list);
  if (!text.startsWith('[')) {
    const indent = indentOf(list);
    const items = layers.map((layer) => `\n${indent}- ${inLines(layer, `${indent}  `)}`);
    return insertion(list, list.end, items.join(''));
  }
  const inner = text.slice(1, -1).trim();
  const items = layers.map((layer) => inline(layer, isJson(list)));
  return { span: list, newText: `[${[...(inner === '' ? [] : [inner]), ...items].join(', ')}]` };
}

/** Removes an item of a list. */
export function removeItem({ whole }: WrittenItem): Edit {
  const { source, start, end } = whole;
  const { text } = source;
  if (isBlockItem(whole)) {
    const dash = text.lastIndexOf('-', start - 1);
    const lineStart = text.lastIndexOf('\n', dash) + 1;
    const next = text.indexOf('\n', end);
    const rest = text.slice(end, next < 0 ? undefined : next);
    const alone = text.slice(lineStart, dash).trim() === '' && /^\s*(#.*)?$/.test(rest);
    if (alone) return { span: { source, start: lineStart, end: next < 0 ? text.length : next + 1 }, newText: '' };
    return { span: { source, start: dash, end }, newText: '' };
  }
  const after = /^\s*,\s*/.exec(text.slice(end))?.[0].length;
  if (after !== undefined) return { span: { source, start, end: end + after }, newText: '' };
  const before = /,\s*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  return { span: { source, start: start - before, end }, newText: '' };
}

/** The layer in one line: `{ conv2d: { filters: 4 }, name: a }`, or as an item of lines of its own. */
export function inline(layer: WrittenLayer, quoted = false): string {
  const { beside = [] } = layer;
  const own = pair({ key: layer.kind, text: mapOf(layer.attributes, quoted) }, quoted, true);
  return `{ ${[own, ...beside.map((one) => pair(one, quoted))].join(', ')} }`;
}

function inLines({ kind, attributes, beside = [] }: WrittenLayer, indent: string): string {
  const first = attributes.length > 0 || beside.length > 0 ? `${kind}: ${mapOf(attributes, false)}` : kind;
  return [first, ...beside.map((one) => pair(one, false))].join(`\n${indent}`);
}

function mapOf(attributes: readonly WrittenAttribute[], quoted: boolean): string {
  return attributes.length === 0 ? '{}' : `{ ${attributes.map((one) => pair(one, quoted)).join(', ')} }`;
}

function pair({ key, text }: WrittenAttribute, quoted: boolean, isMap = false): string {
  if (quoted) return `${JSON.stringify(key)}: ${isMap ? text : json(text)}`;
  // In a map in one line, the braces of an expression need quotes.
  return `${key}: ${/^\$\{/.test(text) ? JSON.stringify(text) : text}`;
}

/** A plain YAML value as JSON: words need quotes. */
function json(text: string): string {
  return /^([\d[{"-]|true$|false$)/.test(text) ? text : JSON.stringify(text);
}

/** Whether the file is JSON, which is YAML too. */
function isJson({ source }: Span): boolean {
  return source.text.trimStart().startsWith('{');
}

function isBlockItem({ source, start }: Span): boolean {
  return /(^|\n|- )[ ]*- +$/.test(source.text.slice(0, start).slice(-200));
}

/** As many blanks as there are characters before a location on its line. */
function indentOf({ source, start }: Span): string {
  return ' '.repeat(start - (source.text.lastIndexOf('\n', start - 1) + 1));
}

function insertion(span: Span, at: number, newText: string): Edit {
  return { span: { source: span.source, start: at, end: at }, newText };
}
