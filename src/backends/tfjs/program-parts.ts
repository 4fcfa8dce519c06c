import { declarations } from './generated/parts';

/** A declaration of `parts/`, which programs contain if they need it. */
export type PartName = keyof typeof declarations;

interface Part {
  /** Its file in `parts/`, without `.ts`. */
  readonly module: string;
  readonly comment: string;
  readonly code: string;
  /** Other parts that it refers to. */
  readonly uses: readonly PartName[];
  /** Imports from modules of Node, as pairs of module and name. */
  readonly imports: readonly (readonly [module: string, name: string])[];
}

const parts: { readonly [K in PartName]: Part } = declarations;

/** In the order of generated programs. */
export const partNames = Object.keys(parts) as readonly PartName[];

/** Whether a name that code refers to is a part; others are its own parameters. */
export function isPart(name: string): name is PartName {
  return Object.hasOwn(parts, name);
}

/** Declarations of one program, with the parts that they refer to. */
export interface Section {
  readonly code: readonly string[];
  readonly uses: readonly PartName[];
}

/** The given parts and everything that they refer to, in the order of generated programs. */
export function withUses(names: Iterable<PartName>): PartName[] {
  const needed = new Set<PartName>();
  const add = (name: PartName): void => {
    if (needed.has(name)) return;
    needed.add(name);
    parts[name].uses.forEach(add);
  };
  for (const name of names) add(name);
  return partNames.filter((name) => needed.has(name));
}

/** Whether a part is for the functions that build the model, and so comes before them. */
export function isSymbolic(name: PartName): boolean {
  return parts[name].module === 'symbolic' || parts[name].module === 'sizes';
}

/** Parts that a program exports. */
const exported: ReadonlySet<PartName> = new Set(['loadWeights', 'saveWeights', 'loadModel', 'saveModel']);

export function partText(name: PartName): string {
  const { comment, code } = parts[name];
  return `\n${comment}${comment === '' ? '' : '\n'}${exported.has(name) ? 'export ' : ''}${code}`;
}

/** The imports of parts from Node: names by module. */
export function importsOf(names: readonly PartName[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const [module, name] of names.flatMap((part) => parts[part].imports)) {
    found.set(module, (found.get(module) ?? new Set()).add(name));
  }
  return new Map([...found].sort().map(([module, imported]) => [module, [...imported].sort()]));
}
