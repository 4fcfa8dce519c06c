/** Source text that may be laid out on one line or on several. */
export type Code = string | Group;

/** Brackets around items that stand on one line where they fit, else one on each line. */
export interface Group {
  /** All before the items, such as `tf.layers.conv2d({`. */
  readonly open: string;
  readonly items: readonly (Code | Item)[];
  /** All after the items, such as `})`. */
  readonly close: string;
  /** Spaces inside of the brackets on one line, as objects have them. */
  readonly spaced?: boolean;
  /** On several lines even where one would do. */
  readonly broken?: boolean;
}

/** An item with a remark that stands at the end of its line. */
export interface Item {
  readonly code: Code;
  readonly comment: string | undefined;
}

const INDENT = '  ';

/** The same code with text before and after it. */
export function wrap(before: string, code: Code, after = ''): Code {
  if (typeof code === 'string') return `${before}${code}${after}`;
  return { ...code, open: `${before}${code.open}`, close: `${code.close}${after}` };
}

/** Lays code out in lines of at most `width` columns, the first and the last indented by `indent`; single words may be wider. */
export function layOut(code: Code, width: number, indent = '', step = INDENT): string {
  if (typeof code === 'string') return `${indent}${code}`;
  const line = `${indent}${flatten(code)}`;
  const comment = lastComment(code);
  if (!mustBreak(code) && line.length <= width) return comment === undefined ? line : `${line} // ${comment}`;
  const lines = code.items.map((item) => {
    const { code: inner, comment: remark } = itemOf(item);
    const text = layOut(wrap('', inner, ','), width, `${indent}${step}`, step);
    return remark === undefined ? text : `${text} // ${remark}`;
  });
  return [`${indent}${code.open}`, ...lines, `${indent}${code.close}`].join('\n');
}

/** The code on one line, however long. */
export function flatten(code: Code): string {
  if (typeof code === 'string') return code;
  const space = code.spaced && code.items.length > 0 ? ' ' : '';
  return `${code.open}${space}${code.items.map((item) => flatten(itemOf(item).code)).join(', ')}${space}${code.close}`;
}

function mustBreak(code: Code): boolean {
  return typeof code !== 'string' && (code.broken === true || code.items.some((item) => mustBreak(itemOf(item).code)));
}

function lastComment(group: Group): string | undefined {
  return group.items.map((item) => itemOf(item).comment).findLast((comment) => comment !== undefined);
}

function itemOf(item: Code | Item): Item {
  return typeof item === 'object' && 'code' in item ? item : { code: item, comment: undefined };
}

/** The text, unless it is that of a default. */
export function unless(standard: string, text: string): string | undefined {
  return text === standard ? undefined : text;
}
