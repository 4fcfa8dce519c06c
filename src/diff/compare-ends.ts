import { type Graph, nameOfValue, type Output, type ValueId } from '../graph/graph';

/** An input or output that differs between the graphs; null on the side that does not have it. */
export interface EndChange {
  readonly end: 'input' | 'output';
  readonly name: string;
  /** What differs: `shape`, `preprocess`, `value`, `loss_weight`, `train_only`, `main`; or `itself`. */
  readonly what: string;
  readonly a: unknown;
  readonly b: unknown;
}

/** Whether a value of the first graph matches one of the second. */
type IsSame = (one: ValueId, other: ValueId) => boolean;

/** Compares the inputs and outputs of two graphs. Inputs are matched by order, outputs by value. */
export function compareEnds(a: Graph, b: Graph, isSame: IsSame): readonly EndChange[] {
  return [...compareInputs(a, b), ...compareOutputs(a, b, isSame)];
}

function compareInputs(a: Graph, b: Graph): readonly EndChange[] {
  return Array.from({ length: Math.max(a.inputs.length, b.inputs.length) }, (_, index) => {
    const [one, other] = [a.inputs[index], b.inputs[index]];
    const name = one?.name ?? other?.name ?? '';
    if (!one || !other) return [change({ end: 'input', name }, 'itself', one?.shape ?? null, other?.shape ?? null)];
    return [
      change({ end: 'input', name }, 'shape', one.shape, other.shape),
      change({ end: 'input', name }, 'preprocess', one.preprocess ?? null, other.preprocess ?? null),
    ];
  })
    .flat()
    .filter(differs);
}

function compareOutputs(a: Graph, b: Graph, isSame: IsSame): readonly EndChange[] {
  const left = [...b.outputs];
  const changes = a.outputs.map((output) => {
    const same = left.findIndex((other) => isSame(output.value, other.value));
    const at = same >= 0 ? same : left.findIndex((other) => other.name === output.name || other.main === output.main);
    const [other] = at >= 0 ? left.splice(at, 1) : [];
    if (!other) return [change({ end: 'output', name: output.name }, 'itself', valueName(a, output), null)];
    const moved =
      same >= 0
        ? []
        : [change({ end: 'output', name: output.name }, 'value', valueName(a, output), valueName(b, other))];
    return [
      ...moved,
      change({ end: 'output', name: output.name }, 'loss_weight', output.lossWeight, other.lossWeight),
      change({ end: 'output', name: output.name }, 'train_only', output.trainOnly, other.trainOnly),
      change({ end: 'output', name: output.name }, 'main', output.main, other.main),
    ];
  });
  const more = left.map((output) => change({ end: 'output', name: output.name }, 'itself', null, valueName(b, output)));
  return [...changes.flat().filter(differs), ...more];
}

function valueName(graph: Graph, { value }: Output): string {
  return nameOfValue(graph, value);
}

function change({ end, name }: Pick<EndChange, 'end' | 'name'>, what: string, a: unknown, b: unknown): EndChange {
  return { end, name, what, a, b };
}

function differs({ what, a, b }: EndChange): boolean {
  return what === 'value' || JSON.stringify(a) !== JSON.stringify(b);
}
