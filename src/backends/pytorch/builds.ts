import { INDENT, LINE_WIDTH } from '../python/code';
import { type Code, fixedBy, flatten, line, usesOf, wrap } from '../source/code';
import { nn } from './calls';
import { LAYERS } from './reserved';

/** A step of `__init__` that builds the list of modules of a `nn.Sequential`. */
export type Build =
  | { readonly type: 'module'; readonly code: Code }
  | { readonly type: 'loop'; readonly header: Code; readonly body: readonly Build[] }
  | { readonly type: 'if'; readonly condition: Code; readonly body: readonly Build[] }
  | { readonly type: 'set'; readonly name: string; readonly code: Code };

/** A line of `__init__`. */
export interface InitLine {
  /** How many loops and conditions are around it. */
  readonly depth: number;
  readonly code: Code;
  /** If it makes the list of modules, the first of them. */
  readonly first?: readonly Code[];
  /** The variable that it sets. */
  readonly sets?: string;
}

/** Equal for builds whose code is the same. */
export function keyOf(builds: readonly Build[]): string {
  return JSON.stringify(linesOf(builds, 0).map(({ depth, code }) => [depth, flatten(code)]));
}

/** The names that builds refer to. */
export function namesRead(builds: readonly Build[]): ReadonlySet<string> {
  return new Set(linesOf(builds, 0).flatMap(({ code }) => [...usesOf(code)]));
}

/** Makes the list of modules; where it is made for the first time, its type is declared. */
function newList(first: readonly Code[], declared: boolean): InitLine {
  const open = `${LAYERS}${declared ? '' : ': list[nn.Module]'} = [`;
  return { depth: 0, code: { open, items: first, close: ']', eachApart: first.length > 1 }, first };
}
/** The parameters and variables for whose other values builds are not right. */
export function fixedIn(builds: readonly Build[]): ReadonlySet<string> {
  return new Set(linesOf(builds, 0).flatMap(({ code }) => [...fixedBy(code)]));
}

/** Lines that follow others in the same `__init__`: only the first list declares its type. */
export function following(before: readonly InitLine[], lines: readonly InitLine[]): readonly InitLine[] {
  if (!before.some(({ first }) => first)) return lines;
  return lines.map((line) => (line.first ? newList(line.first, true) : line));
}

/** What builds become: lines before it, and then one module, or the arguments of a `nn.Sequential`. */
export interface Built {
  readonly lines: readonly InitLine[];
  readonly items: readonly Code[];
  /** True if the items are one module that stands for itself. */
  readonly single: boolean;
}

/** Writes builds as shortly as they allow, with so many columns `before` on the line: as arguments, as one comprehension, or as lines that fill a list. */
export function assemble(builds: readonly Build[], before = INDENT.length): Built {
  const modules = builds.flatMap((build) => (build.type === 'module' ? [build.code] : []));
  if (modules.length === builds.length) return { lines: [], items: modules, single: modules.length === 1 };
  const [only, ...others] = builds;
  if (only?.type === 'loop' && others.length === 0) {
    const [module, ...more] = only.body;
    if (module?.type === 'module' && more.length === 0) {
      const item = line`*(${module.code} ${only.header})`;
      if (fits(item, INDENT.length)) return { lines: [], items: [item], single: false };
    }
  }
  if (only?.type === 'if' && others.length === 0) {
    const inner = assemble(only.body);
    const [module = '', ...more] = inner.items;
    if (inner.lines.length === 0) {
      const whole = more.length === 0 && inner.single ? module : nn('Sequential', inner.items);
      const item = line`${whole} if ${only.condition} else nn.Identity()`;
      if (fits(item, before)) return { lines: [], items: [item], single: true };
    }
  }
  return { lines: listOf(builds), items: [`*${LAYERS}`], single: false };
}

/** Writes builds as a `nn.ModuleList`, after lines that it needs. */
export function moduleList(builds: readonly Build[]): { readonly lines: readonly InitLine[]; readonly code: Code } {
  const { lines, items } = assemble(builds);
  const [loop] = builds;
  const isLoop = loop?.type === 'loop' && lines.length === 0;
  const [module] = isLoop ? loop.body : [];
  if (isLoop && module?.type === 'module')
    return { lines, code: nn('ModuleList', [line`${module.code} ${loop.header}`]) };
  return { lines, code: nn('ModuleList', lines.length > 0 ? [LAYERS] : [{ open: '[', items, close: ']' }]) };
}

/** Lines that make a list of the first modules, and add the others. */
function listOf(builds: readonly Build[]): InitLine[] {
  const at = builds.findIndex(({ type }) => type !== 'set');
  const [before, rest] = [builds.slice(0, at), builds.slice(at)];
  const first = rest.slice(
    0,
    rest.findIndex(({ type }) => type !== 'module'),
  );
  const modules = first.flatMap((build) => (build.type === 'module' ? [build.code] : []));
  return [...linesOf(before, 0), newList(modules, false), ...linesOf(rest.slice(first.length), 0)];
}

/** Whether code fits on a line of `__init__` with a comma, and so many columns before it. */
function fits(code: Code, before: number): boolean {
  return INDENT.length * 2 + before + flatten(code).length < LINE_WIDTH;
}

function linesOf(builds: readonly Build[], depth: number): InitLine[] {
  const lines: InitLine[] = [];
  let modules: Code[] = [];
  const append = (): void => {
    const [module = '', ...others] = modules;
    if (modules.length > 0) {
      const code: Code =
        others.length === 0
          ? { open: `${LAYERS}.append(`, items: [module], close: ')' }
          : { open: `${LAYERS} += [`, items: modules, close: ']', eachApart: true };
      lines.push({ depth, code });
    }
    modules = [];
  };
  for (const build of builds) {
    if (build.type === 'module') {
      modules.push(build.code);
      continue;
    }
    append();
    if (build.type === 'set') {
      lines.push({ depth, code: wrap(`${build.name} = `, build.code), sets: build.name });
    } else {
      const head = build.type === 'loop' ? wrap('', build.header, ':') : wrap('if ', build.condition, ':');
      lines.push({ depth, code: head }, ...linesOf(build.body, depth + 1));
    }
  }
  append();
  return lines;
}

/** The indentation of a line in `__init__`. */
export function indentOf({ depth }: InitLine): string {
  return INDENT.repeat(2 + depth);
}

/** Adjacent builds under the same condition share it. */
export function joined(builds: readonly Build[]): Build[] {
  const result: Build[] = [];
  for (const build of builds) {
    const last = result.at(-1);
    if (build.type === 'if' && last?.type === 'if' && flatten(build.condition) === flatten(last.condition))
      result[result.length - 1] = { ...last, body: followedBy(last.body, build.body) };
    else result.push(build);
  }
  return result;
}

/** Builds after others; a variable that they do not read is set at the end, so that modules stand together. */
function followedBy(first: readonly Build[], then: readonly Build[]): readonly Build[] {
  const last = first.at(-1);
  const isMoved =
    last?.type === 'set' && then.every(({ type }) => type === 'module') && !namesRead(then).has(last.name);
  return isMoved ? [...first.slice(0, -1), ...then, last] : [...first, ...then];
}

/** `for i in range(n)` */
export function loopHeader(variables: string, over: Code): Code {
  return wrap(`for ${variables} in `, over);
}
