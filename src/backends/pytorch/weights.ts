import type { Node } from '../../graph/graph';
import type { TypedGraph, WeightKey } from '../../graph/typed-graph';
import { ownerOf, weightsOf } from '../../graph/weights';
import type { WeightSpec } from '../../schema/layer';
import { decodeWeight, encodeWeight, storedShape } from '../channels-first/weight-layout';
import { INDENT } from '../python/code';
import { literal } from '../python/literal';
import { type PlacedLayer, whatIs } from './frame';
import type { StateEntry } from './layer-code';

/** A weight with its names and layouts on both sides. */
export interface PlacedWeight {
  /** modelc's: `incep1/five/conv2d_2/kernel`. */
  readonly key: WeightKey;
  /** In the `state_dict`: `incep1.five_conv2d_2.weight`. */
  readonly stateKey: string;
  readonly spec: WeightSpec;
  /** PyTorch's shape. */
  readonly shape: readonly number[];
  readonly entry: StateEntry;
  readonly layer: PlacedLayer;
  /** True if it is a weight that already has another place. */
  readonly tied: boolean;
}

/** State that PyTorch has and modelc does not. */
export interface ConstantState {
  readonly stateKey: string;
  readonly value: number;
  readonly shape: readonly number[];
}

/** The weights of layers, by their places in the program. */
export function placedWeights(graph: TypedGraph, layers: readonly PlacedLayer[]): PlacedWeight[] {
  const known = new Set<WeightKey>();
  return layers.flatMap((layer) => {
    const { node, code, path } = layer;
    return weightsOf(graph, node.id).map(({ role, key, spec }) => {
      const entry = code.state?.[role];
      if (!entry) throw new Error(`${node.kind} says no place for its ${role}`);
      const shape = storedShape(entry, spec.shape);
      const tied = known.has(key);
      known.add(key);
      return { key, stateKey: `${path}.${entry.key}`, spec, shape, entry, layer, tied };
    });
  });
}

/** PyTorch's state of layers besides modelc's weights. */
export function constantState(layers: readonly PlacedLayer[]): ConstantState[] {
  return layers.flatMap(({ code, path }) =>
    (code.constants ?? []).map(({ key, value, shape }) => ({ stateKey: `${path}.${key}`, value, shape })),
  );
}

/** Python that reads the modules and parameters that are not trained. */
export interface FrozenParts {
  readonly modules: readonly string[];
  readonly parameters: readonly string[];
}

/**
 * Python of what is not trained: whole modules where nothing in them is. Weights of frozen layers are not, nor those that only PyTorch has.
 */
export function frozenParts(weights: readonly PlacedWeight[], layers: readonly PlacedLayer[]): FrozenParts {
  const theirs = layers.flatMap(({ code, path }) => (code.frozen ?? []).map((key) => `${path}.${key}`));
  const own = weights.filter(({ spec }) => spec.what !== 'statistic');
  const frozen = new Set([
    ...own.filter(({ spec, tied }) => !spec.trainable && !tied).map(({ stateKey }) => stateKey),
    ...theirs,
  ]);
  const trained = own.filter(({ spec }) => spec.trainable).flatMap(({ stateKey }) => prefixesOf(stateKey));
  const open = new Set(trained);
  for (const path of theirs) open.add(path.slice(0, path.lastIndexOf('.')));
  const whole = [...frozen].map((key) => prefixesOf(key).find((prefix) => !open.has(prefix)) ?? key);
  const parts = [...new Set(whole)];
  return {
    modules: parts.filter((path) => !frozen.has(path)).map((path) => attributeOf(path, 'submodule')),
    parameters: parts.filter((path) => frozen.has(path)).map((path) => attributeOf(path, 'parameter')),
  };
}

/** A path and those of the modules around it, the outermost first. */
function prefixesOf(path: string): string[] {
  const parts = path.split('.');
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}

/** Python that reads a parameter, or a module, of the model. Type checkers do not know what is in an `nn.Sequential`. */
export function attributeOf(path: string, what: 'parameter' | 'submodule', module = 'self'): string {
  const isIndexed = /(^|\.)\d+(\.|$)/.test(path);
  return isIndexed ? `${module}.get_${what}(${literal(path)})` : `${module}.${path}`;
}

/**
 * Statements of `__init__` that make the weights of modules those that others have: whole modules, `self.right.conv = self.left.conv`, where
 * both do the same, else each of their weights.
 */
export function ties(graph: TypedGraph, layers: readonly PlacedLayer[], weights: readonly PlacedWeight[]): string[] {
  const owners = new Map<WeightKey, PlacedWeight>();
  for (const weight of weights) if (!weight.tied) owners.set(weight.key, weight);
  const first = new Map<Node, PlacedLayer>();
  return layers.flatMap((layer): string[] => {
    const owner = first.get(ownerOf(graph, layer.node));
    if (!owner) first.set(ownerOf(graph, layer.node), layer);
    if (owner && whatIs(graph, owner.node) === whatIs(graph, layer.node))
      return [`${INDENT}${INDENT}self.${pythonOf(layer.path)} = self.${pythonOf(owner.path)}`];
    const own = owner ? weights.filter(({ layer: { path } }) => path === layer.path) : [];
    return own.map((weight) => {
      const shared = owners.get(weight.key);
      return `${INDENT}${INDENT}self.${reference(weight)} = self.${shared ? reference(shared) : ''}`;
    });
  });
}

function reference({ stateKey }: PlacedWeight): string {
  return pythonOf(stateKey);
}

/** `right.conv.0.weight` in Python: `right.conv[0].weight`. */
function pythonOf(path: string): string {
  return path.replaceAll(/\.(\d+)(?=\.|$)/g, '[$1]');
}

/** Values in modelc's order, converted to PyTorch's. */
export function toPytorch({ spec, entry }: PlacedWeight, values: Float32Array): Float32Array {
  return encodeWeight(entry, spec.shape, values);
}

/** The reverse. */
export function fromPytorch({ spec, entry }: PlacedWeight, values: Float32Array): Float32Array {
  return decodeWeight(entry, spec.shape, values);
}
