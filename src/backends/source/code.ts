/** Source text that can be laid out on one or several lines. A bare string refers to no name that its program must define. */
export type Code = string | Text | Group;

/** What an emitter must know about code, so that it never has to parse the text. */
interface Facts {
  /** Names that it refers to and that something around it must define: imports, helpers, parameters, variables. */
  readonly uses?: readonly string[];
  /** Parameters and variables whose values here it writes as numbers: it is not right for other values of theirs. */
  readonly fixed?: readonly string[] | undefined;
}

/** Code on one line. */
export interface Text extends Facts {
  readonly text: string;
  /** The precedence of its outermost operator; omitted if it has none. */
  readonly binding?: number;
  /** If it is a sum, its terms: a longer sum counts them together with its own. */
  readonly terms?: readonly Code[] | undefined;
  /** How to write it on several lines, if it is operands with one operator between them. */
  readonly split?: Split | undefined;
}

/** Operands, and what is before the first and after the last. */
interface Split {
  readonly before: string;
  readonly operands: readonly string[];
  readonly operator: string;
  readonly after: string;
}

/** Brackets around items, on one line if they fit, otherwise one per line. */
export interface Group extends Facts {
  /** Everything before the items, such as `tf.layers.conv2d({`. */
  readonly open: string;
  readonly items: readonly (Code | Item)[];
  /** Everything after the items, such as `})`. */
  readonly close: string;
  /** Spaces inside the brackets on one line, as in objects. */
  readonly spaced?: boolean;
  /** On several lines even if one would fit. */
  readonly broken?: boolean;
  /** If it needs several lines, one for each item, even if all would fit on the line between the brackets. */
  readonly eachApart?: boolean;
}

/** An item with a comment at the end of its line. */
export interface Item {
  readonly code: Code;
  readonly comment: string | undefined;
}

const INDENT = '  ';

/** The same code with text before and after it. */
export function wrap(before: string, code: Code, after = ''): Code {
  if (typeof code === 'string') return `${before}${code}${after}`;
  if ('text' in code) {
    const { split } = code;
    const longer = split && { ...split, before: `${before}${split.before}`, after: `${split.after}${after}` };
    return { ...code, text: `${before}${code.text}${after}`, terms: undefined, split: longer };
  }
  return { ...code, open: `${before}${code.open}`, close: `${code.close}${after}` };
}

/** A name, which is all that the code refers to. */
export function reference(name: string): Text {
  return { text: name, uses: [name] };
}

/** The names that code refers to. */
export function usesOf(code: Code): ReadonlySet<string> {
  if (typeof code === 'string') return new Set();
  const inner = 'items' in code ? code.items.flatMap((item) => [...usesOf(itemOf(item).code)]) : [];
  return new Set([...(code.uses ?? []), ...inner]);
}

/** The parameters and variables for whose other values code is not right. */
export function fixedBy(code: Code): ReadonlySet<string> {
  if (typeof code === 'string') return NOTHING;
  const inner = 'items' in code ? code.items.flatMap((item) => [...fixedBy(itemOf(item).code)]) : [];
  return new Set([...(code.fixed ?? []), ...inner]);
}

const NOTHING: ReadonlySet<string> = new Set();

/** A number that follows from others, which fix what they fix. */
export function numberFrom(value: number | undefined, parts: readonly Code[]): Code {
  return fixing(
    parts.flatMap((part) => [...fixedBy(part)]),
    String(value),
  );
}

/** The same code, which is not right for other values of these parameters and variables. */
export function fixing(names: Iterable<string>, code: Code): Code {
  const all = [...names];
  if (all.length === 0) return code;
  const whole = typeof code === 'string' ? { text: code } : code;
  return { ...whole, fixed: [...(whole.fixed ?? []), ...all] };
}

/** Pieces of code inserted into the text of one line, with the names that any of them refers to. */
export function line(texts: TemplateStringsArray, ...pieces: readonly Code[]): Text {
  const text = texts.map((part, index) => `${part}${flatten(pieces[index] ?? '')}`).join('');
  return { text, ...factsOf(pieces) };
}

function factsOf(pieces: readonly Code[]): Pick<Facts, 'uses' | 'fixed'> {
  const fixed = pieces.flatMap((piece) => [...fixedBy(piece)]);
  return { uses: pieces.flatMap((piece) => [...usesOf(piece)]), ...(fixed.length > 0 && { fixed }) };
}

/** Concatenates code on one line; a single piece is returned unchanged. */
export function join(pieces: readonly Code[], separator: string): Code {
  const [piece = '', ...others] = pieces;
  if (others.length === 0) return piece;
  return { text: pieces.map(flatten).join(separator), ...factsOf(pieces) };
}

/** Operands with one operator between them, which can be split into lines; a single one is returned unchanged. */
export function infix(operands: readonly Code[], operator: string): Code {
  const code = join(operands, ` ${operator} `);
  if (operands.length < 2 || typeof code === 'string' || !('text' in code)) return code;
  return { ...code, split: { before: '', operands: operands.map(flatten), operator, after: '' } };
}

/** Code as an operand of an operator that needs this precedence: in parentheses if its own is lower. */
export function operand(code: Code, least: number): Code {
  if (typeof code === 'string' || !('text' in code) || (code.binding ?? least) >= least) return code;
  return { ...code, text: `(${code.text})`, split: undefined };
}

/** Lays code out in lines of at most `width` columns, the first and the last indented by `indent`; single words can be wider. */
export function layOut(code: Code, width: number, indent = '', step = INDENT): string {
  if (typeof code === 'string' || 'text' in code) return `${indent}${flatten(code)}`;
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
  if ('text' in code) return code.text;
  const space = code.spaced && code.items.length > 0 ? ' ' : '';
  return `${code.open}${space}${code.items.map((item) => flatten(itemOf(item).code)).join(', ')}${space}${code.close}`;
}

/** Whether code needs several lines, however short it is. */
export function mustBreak(code: Code): boolean {
  return (
    typeof code !== 'string' &&
    'items' in code &&
    (code.broken === true || code.items.some((item) => mustBreak(itemOf(item).code)))
  );
}

function lastComment(group: Group): string | undefined {
  return group.items.map((item) => itemOf(item).comment).findLast((comment) => comment !== undefined);
}

/** An item with its comment, if any. */
export function itemOf(item: Code | Item): Item {
  return typeof item === 'object' && 'code' in item ? item : { code: item, comment: undefined };
}

/** The code, unless its text is that of a default. */
export function unless<C extends Code>(standard: Code, code: C): C | undefined {
  return flatten(code) === flatten(standard) ? undefined : code;
}
