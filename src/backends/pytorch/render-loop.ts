import type { ValueId } from '../../graph/graph';
import type { ForwardLine } from './forward-line';
import type { Frame, Program } from './frame';
import { addModuleList } from './groups';
import type { ItemNames } from './item-names';
import type { Loop } from './plan';
import type { Variables } from './variables';

/** The lists that loops of a `forward` fill, by their names: the values in each. */
export type CollectedLists = Map<string, readonly ValueId[]>;

/** What a loop needs of the `forward` around it. */
interface Around {
  readonly variables: Variables;
  readonly names: ItemNames;
  readonly lists: CollectedLists;
  /** Of the statement. */
  readonly index: number;
  readonly depth: number;
}

/**
 * `for unit in self.units:` with `x, skip = unit(x)` and `skips.append(skip)`. Afterwards the variables know the items of the lists, such as
 * `skips[3]`.
 */
export function renderLoop(
  program: Program,
  frame: Frame,
  { inputs: [input], list }: Loop,
  { variables, names, lists, index, depth }: Around,
): ForwardLine[] {
  const attribute = addModuleList(program, frame, list);
  const entering = variables.of(input);
  const [first = []] = list.gives;
  const [result = -1, ...others] = list.gives.at(-1) ?? [];
  const target = variables.assign(result, index, { wish: undefined, fallback: list.repeat.localName, named: false });
  const wishes = others.map((value) => names.exported(value));
  const collected = list.collected.map(({ place, values }) => {
    const name = variables.mint(place === 0 ? 'features' : pluralOf(wishes[place - 1] ?? ''));
    lists.set(name, values);
    for (const [turn, value] of values.slice(0, list.gives.length).entries())
      if (value !== result) variables.alias(value, itemOf(name, turn));
    return { place, name };
  });
  const module = variables.mint(singularOf(attribute));
  const given = [target, ...wishes.map((wish) => variables.mint(wish))];
  for (const name of [module, ...given.slice(1)]) variables.release(name);
  const inside = { depth: depth + 1 };
  return [
    ...collected.map(({ name }) => ({ depth, names: [], code: `${name}: list[Tensor] = []` })),
    ...(target === entering ? [] : [{ depth, names: [target], code: entering }]),
    { depth, names: [], code: `for ${module} in self.${attribute}:` },
    {
      ...inside,
      names: given.slice(0, first.length),
      code: { open: `${module}(`, items: [target], close: ')' },
    },
    ...collected.map(({ place, name }) => ({ ...inside, names: [], code: `${name}.append(${given[place]})` })),
  ];
}

/** `skips[3]` */
export function itemOf(list: string, place: number): string {
  return `${list}[${place}]`;
}

/** The list that a value after its loop is added to, and the place there. */
export function listFor(
  lists: CollectedLists,
  value: ValueId,
): { readonly name: string; readonly place: number } | undefined {
  for (const [name, items] of lists) if (items.includes(value)) return { name, place: items.indexOf(value) };
  return undefined;
}

/** The list that holds exactly these values. */
export function listOf(lists: CollectedLists, values: readonly ValueId[]): string | undefined {
  for (const [name, items] of lists)
    if (items.length === values.length && items.every((item, place) => item === values[place])) return name;
  return undefined;
}

function pluralOf(name: string): string {
  return name.endsWith('s') ? `${name}_list` : `${name}s`;
}

function singularOf(name: string): string {
  return name.endsWith('s') && name.length > 2 ? name.slice(0, -1) : 'module';
}
