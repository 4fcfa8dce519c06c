import { type Code, flatten, wrap } from '../source/code';
import { helpers } from './helpers';

/** Columns that a line of the generated program may take: those of ruff and black. */
export const LINE_WIDTH = 88;
export const INDENT = '    ';

/** A value as Python. Texts are in double quotes, with everything escaped that is not plain to see. */
export function literal(value: number | string | boolean): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  return JSON.stringify(value).replace(/[\p{C}\u2028\u2029]/gu, escapeCodeUnits);
}

function escapeCodeUnits(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }).join('');
}

/** `open(first, second, key=value)`; arguments without a value are left out. */
export function call(
  open: string,
  positional: readonly string[],
  keyed: Readonly<Record<string, string | undefined>> = {},
): Code {
  const named = Object.entries(keyed).flatMap(([key, text]) => (text === undefined ? [] : [`${key}=${text}`]));
  return { open: `${open}(`, items: [...positional, ...named], close: ')' };
}

/** Code in the lines that ruff and black give it: on one, else its items on a line between the brackets, else one on each. */
export function layOut(code: Code, indent: string): string {
  const line = `${indent}${flatten(code)}`;
  if (typeof code === 'string' || (!mustBreak(code) && line.length <= LINE_WIDTH)) return line;
  const inner = `${indent}${INDENT}`;
  const items = code.items.map((item) => (typeof item === 'object' && 'code' in item ? item.code : item));
  const together = `${inner}${items.map(flatten).join(', ')}`;
  const lines =
    !mustBreak(code) && together.length <= LINE_WIDTH
      ? [together]
      : items.map((item) => layOut(wrap('', item, ','), inner));
  return [`${indent}${code.open}`, ...lines, `${indent}${code.close}`].join('\n');
}

function mustBreak(code: Code): boolean {
  if (typeof code === 'string') return false;
  return (
    code.broken === true ||
    code.items.some((item) => mustBreak(typeof item === 'object' && 'code' in item ? item.code : item))
  );
}

/** An operand: in brackets where it is more than one word. */
export function bracketed(text: string): string {
  return text.includes(' ') ? `(${text})` : text;
}

/** `2`, or `(2, 3)`. */
export function pairText([first, second]: readonly [number, number]): string {
  return first === second ? `${first}` : `(${first}, ${second})`;
}

/** The text, unless it is that of a default. */
export function unless(standard: string, text: string): string | undefined {
  return text === standard ? undefined : text;
}

const keywords =
  'False None True and as assert async await break case class continue def del elif else except finally for from global if import in is ' +
  'lambda match nonlocal not or pass raise return try type while with yield';

/** What the program uses of Python and its own imports. */
const used =
  'torch nn F Tensor Model preprocess init_weights super self cls outputs dict int float str bool tuple list range min max x';

/** What every `nn.Module` has: an attribute of the same name would break it. */
const ofModules =
  'T_destination add_module apply bfloat16 buffers call_super_init children compile cpu cuda device double dump_patches dtype eval ' +
  'extra_repr float forward get_buffer get_extra_state get_parameter get_submodule half ipu load_state_dict modules mtia ' +
  'named_buffers named_children named_modules named_parameters parameters register_backward_hook register_buffer ' +
  'register_forward_hook register_forward_pre_hook register_full_backward_hook register_full_backward_pre_hook ' +
  'register_load_state_dict_post_hook register_load_state_dict_pre_hook register_module register_parameter ' +
  'register_state_dict_post_hook register_state_dict_pre_hook regularization requires_grad_ reset_parameters set_extra_state ' +
  'set_submodule share_memory state_dict to to_empty train training type xpu zero_grad';

/** Words that no variable or parameter may be called. */
export const reservedWords: ReadonlySet<string> = new Set([
  ...`${keywords} ${used}`.split(' '),
  ...Object.keys(helpers),
]);

/** Words that no attribute of a module may be called. */
export const reservedAttributes: ReadonlySet<string> = new Set(`${keywords} ${ofModules}`.split(' '));
