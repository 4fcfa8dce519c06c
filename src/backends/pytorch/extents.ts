import { axesOfRank, type SpatialAxis, spatialAxisNames } from '../../dimensions/axis';
import { entry, valuesOf } from '../../dimensions/dimension';
import { type Expression, namesIn } from '../../expression/ast';
import { rational } from '../../expression/rational';
import type { ValueId } from '../../graph/graph';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import { INCOMING } from '../../schema/words';
import { type Code, line, reference } from '../source/code';
import type { Parameter } from '../source/expression';
import type { ForwardLine } from './forward-line';

/** A name such as `input.height`: a value, and one of the axes that windows slide along. */
interface Extent {
  readonly name: string;
  readonly of: string;
  readonly axis: SpatialAxis;
}

/** In `Code.fixed`, for code that is not right for other sizes of the model's inputs. */
export const INPUT_SIZES = ' input sizes';

/** Whether a name in an expression is a height, width, depth or length of a value. */
export function isExtent(name: string): boolean {
  return spatialAxisNames.some((axis) => name.endsWith(`.${axis}`));
}

function extentsIn(expression: Expression): Extent[] {
  return namesIn(expression).flatMap(({ name }) => {
    const [of = '', last, ...others] = name.split('.');
    const axis = spatialAxisNames.find((each) => each === last);
    return axis && others.length === 0 ? [{ name, of, axis }] : [];
  });
}

/** Whether an expression has a height, width, depth or length of a value, which only `forward` knows. */
export function hasExtents(expression: Expression): boolean {
  return namesIn(expression).some(({ name }) => isExtent(name));
}

/** What a layer takes: its first value, and the variable of that. */
export interface Taken {
  readonly value: ValueId;
  readonly variable: () => Code;
}

/** The heights, widths, depths and lengths that a `forward` reads: `height, width = x.shape[-2:]` at its start, for each of its inputs. */
export class Extents {
  readonly #graph: TypedGraph;
  readonly #inputs: ReadonlyMap<string, ValueId>;
  readonly #mint: (wish: string) => string;
  /** By the names of the inputs and the axes. */
  readonly #minted = new Map<string, Map<SpatialAxis, string>>();

  constructor(graph: TypedGraph, inputs: ReadonlyMap<string, ValueId>, mint: (wish: string) => string) {
    this.#graph = graph;
    this.#inputs = inputs;
    this.#mint = mint;
  }

  /** What the names of sizes in an expression mean for a layer. */
  parametersIn(expression: Expression, { value, variable }: Taken): ReadonlyMap<string, Parameter> {
    return new Map(
      extentsIn(expression).flatMap(({ name, of, axis }): [string, Parameter][] => {
        const measured = of === INCOMING ? value : this.#inputs.get(of);
        if (measured === undefined) return [];
        const shape = valuesOf(typingOf(this.#graph, measured).output);
        const place = axesOfRank(shape.length).indexOf(axis);
        if (place < 0) return [];
        const size = rational(BigInt(entry(shape, place)));
        if (of !== INCOMING) return [[name, { identifier: this.#nameOf(of, axis), value: size }]];
        return [
          [name, { identifier: '', value: size, code: line`${variable()}.shape[${String(place + 1 - shape.length)}]` }],
        ];
      }),
    );
  }

  /** The statements that read them, before all others. */
  lines(nameOf: (value: ValueId) => string): ForwardLine[] {
    return [...this.#minted].map(([input, names]) => {
      const value = this.#inputs.get(input) ?? -1;
      const places = axesOfRank(typingOf(this.#graph, value).output.length).slice(0, -1);
      const shape = line`${reference(nameOf(value))}.shape`;
      const [[axis, name] = ['height', ''] as const, ...others] = names;
      if (others.length === 0) {
        return { depth: 2, names: [name], code: line`${shape}[${String(places.indexOf(axis) - places.length)}]` };
      }
      const all = places.map((place) => names.get(place as SpatialAxis) ?? '_');
      return { depth: 2, names: all, code: line`${shape}[${String(-places.length)}:]` };
    });
  }

  #nameOf(input: string, axis: SpatialAxis): string {
    const names = this.#minted.get(input) ?? new Map<SpatialAxis, string>();
    this.#minted.set(input, names);
    const known = names.get(axis) ?? this.#mint(this.#inputs.size === 1 ? axis : `${input}_${axis}`);
    names.set(axis, known);
    return known;
  }
}
