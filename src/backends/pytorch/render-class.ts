import { INDENT, layOut } from './python/layout';
import type { Frame } from './program';
import type { Line } from './render-forward';
import { BODY } from './render-node';

/** A class of the file, in lines of text. */
export interface ClassCode {
  readonly identifier: string;
  readonly doc: string;
  /** Arguments of the constructor after `self`, with types and defaults. */
  readonly parameters: () => readonly string[];
  readonly init: readonly string[];
  /** More methods before `forward`. */
  readonly methods: readonly (readonly string[])[];
  readonly forward: readonly string[];
}

export function classText({ identifier, doc, parameters, init, methods, forward }: ClassCode): string {
  const head = layOut({ open: 'def __init__(', items: ['self', ...parameters()], close: ') -> None:' }, INDENT);
  const constructor = init.length === 0 ? [] : [[head, `${BODY}super().__init__()`, ...init].join('\n')];
  const pieces = [...constructor, ...methods.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))];
  return [`class ${identifier}(nn.Module):\n${INDENT}"""${doc}"""`, ...pieces, forward.join('\n')].join('\n\n');
}

/** What `forward` gives: one variable, several, or a dictionary. */
export interface Returned {
  readonly type: string;
  readonly values: readonly string[];
  /** Keys of a dictionary, as Python. */
  readonly keys?: readonly string[];
  /** Which of the values are there in training alone. */
  readonly trainOnly?: readonly boolean[];
}

/** The method `forward` in lines. */
export function forwardCode(frame: Frame, inputs: readonly string[], lines: readonly Line[], returned: Returned): string[] {
  const items = ['self', ...inputs.map((input) => `${input}: Tensor`)];
  const head = layOut({ open: 'def forward(', items, close: `) -> ${returned.type}:` }, INDENT);
  const { shown, last } = returnText(frame, lines, returned);
  const body: string[] = [];
  let inside = false;
  for (const line of shown) {
    if (line.training && !inside) body.push(`${BODY}if self.training:`);
    inside = line.training;
    body.push(layOut(line.code, inside ? `${BODY}${INDENT}` : BODY, line.before));
  }
  return [head, ...body, ...last(inside)];
}

interface Shown extends Pick<Line, 'code' | 'training'> {
  /** `x = `, or `return `. */
  readonly before: string;
}

/** The statements, and what is returned after them; one alone is returned at once. */
function returnText(
  frame: Frame,
  lines: readonly Line[],
  returned: Returned,
): { shown: readonly Shown[]; last: (inside: boolean) => string[] } {
  const { values, keys } = returned;
  if (keys) return { shown: lines.map((line) => assignment(line)), last: (inside) => dictionaries(returned, inside) };
  const [only] = values;
  const end = lines.at(-1);
  if (values.length === 1 && end?.typed && !end.training && end.targets.length === 1 && end.targets[0] === only) {
    const shown = lines.map((line) => (line === end ? { ...assignment(line), before: 'return ' } : assignment(line)));
    return { shown, last: () => [] };
  }
  const first = lines.find(({ targets }) => targets.length === 1 && targets[0] === only);
  const shown = lines.map((line) => {
    const untyped = values.length === 1 && line === first && !line.typed && !frame.inputs.has(only as string);
    return assignment(line, untyped ? ': Tensor' : '');
  });
  return { shown, last: () => [`${BODY}return ${values.join(', ')}`] };
}

function assignment({ targets, code, training }: Line, type = ''): Shown {
  return { code, training, before: `${targets.join(', ')}${type} = ` };
}

function dictionaries({ values, keys = [], trainOnly = [] }: Returned, inside: boolean): string[] {
  const items = values.map((value, index) => `${keys[index]}: ${value}`);
  const text = (indent: string, kept: readonly string[]): string =>
    layOut({ open: '{', items: kept, close: '}' }, indent, 'return ');
  const always = items.filter((_, index) => !trainOnly[index]);
  if (always.length === items.length) return [text(BODY, items)];
  const condition = inside ? [] : [`${BODY}if self.training:`];
  return [...condition, text(`${BODY}${INDENT}`, items), text(BODY, always)];
}
