import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import { type Initializer, varianceOf } from '../../schema/initializer';
import type { PartName } from './parts';
import { literal } from './python/literal';
import type { Entry } from './program';

/** A way to start kernels, whatever their fans: a call with `{}` in the place of the weight. */
export interface KernelRule {
  readonly call: string;
  readonly part: PartName | undefined;
}

const scaledCalls: Readonly<Record<string, KernelRule>> = {
  glorot_normal: { call: 'glorot_normal_({})', part: 'glorot_normal_' },
  he_normal: { call: 'he_normal_({})', part: 'he_normal_' },
  lecun_normal: { call: 'lecun_normal_({})', part: 'lecun_normal_' },
  glorot_uniform: { call: 'nn.init.xavier_uniform_({})', part: undefined },
  he_uniform: { call: 'nn.init.kaiming_uniform_({}, nonlinearity="relu")', part: undefined },
  lecun_uniform: { call: 'nn.init.kaiming_uniform_({}, nonlinearity="linear")', part: undefined },
};

const plain = (call: string): KernelRule => ({ call, part: undefined });

function cutNormal(deviation: number): KernelRule {
  const [std, limit] = [literal(deviation), literal(2 * deviation)];
  return plain(`nn.init.trunc_normal_({}, std=${std}, a=-${limit}, b=${limit})`);
}

function uniform(limit: number): KernelRule {
  return plain(`nn.init.uniform_({}, -${literal(limit)}, ${literal(limit)})`);
}

/** How PyTorch says an initializer; by numbers alone where its own count of connections would be another one. */
function ruleOf(initializer: Initializer, countsFans: boolean): KernelRule {
  switch (initializer.type) {
    case 'zeros':
    case 'ones':
      return plain(`nn.init.${initializer.type}_({})`);
    case 'constant':
      return plain(`nn.init.constant_({}, ${literal(initializer.value)})`);
    case 'normal':
      return plain(`nn.init.normal_({}, std=${literal(initializer.deviation)})`);
    case 'truncated_normal':
      return cutNormal(initializer.deviation);
    case 'uniform':
      return uniform(initializer.limit);
    default: {
      const scaled = scaledCalls[initializer.type];
      if (countsFans && scaled) return scaled;
      const variance = varianceOf(initializer.type, initializer.fanIn, initializer.fanOut);
      return initializer.type.endsWith('uniform') ? uniform(Math.sqrt(3 * variance)) : cutNormal(Math.sqrt(variance));
    }
  }
}

/** The rule that most kernels follow; undefined where there are none. */
export function commonKernelRule(graph: TypedGraph): KernelRule | undefined {
  const counts = new Map<string, { rule: KernelRule; count: number }>();
  for (const { id } of graph.nodes) {
    const { kernel, pointwise_kernel } = typingOf(graph, id).weights;
    for (const spec of [kernel, pointwise_kernel]) {
      if (!spec) continue;
      const rule = ruleOf(spec.initializer, true);
      counts.set(rule.call, { rule, count: 1 + (counts.get(rule.call)?.count ?? 0) });
    }
  }
  return [...counts.values()].toSorted((a, b) => b.count - a.count)[0]?.rule;
}

/** How a weight starts where neither PyTorch nor the common rule does it: the call, and the weight after `self.`. */
export function ownRule(
  { placement, spec, stateKey }: Entry,
  common: KernelRule | undefined,
): { readonly rule: KernelRule; readonly weight: string } | undefined {
  const { fans } = placement;
  const { initializer } = spec;
  if (!fans) {
    // Norms start as PyTorch's do; a bias may not.
    const expected = placement.attribute === 'weight' || placement.attribute === 'running_var' ? 'ones' : 'zeros';
    if (initializer.type === expected) return undefined;
    const owner = stateKey.slice(0, stateKey.lastIndexOf('.'));
    return { rule: ruleOf(initializer, false), weight: `${owner}.get_parameter("${placement.attribute}")` };
  }
  const rule = ruleOf(initializer, fans !== 'none');
  const turned = fans === 'swapped' && /^(he|lecun)/.test(initializer.type);
  if (!turned && rule.call === common?.call) return undefined;
  return { rule, weight: turned ? `${stateKey}.transpose(0, 1)` : stateKey };
}

/** The function that starts the layers of the file, for `Module.apply`. */
export function initWeightsCode(
  rule: KernelRule,
  layers: readonly string[],
  biased: boolean,
  exceptional: readonly string[],
): string {
  const kinds = layers.length === 1 ? layers[0] : `(${layers.join(', ')})`;
  const own = exceptional.length === 1 ? exceptional[0] : `(${exceptional.join(', ')})`;
  return [
    'def init_weights(module: nn.Module) -> None:',
    '    """Starts the weights of a module; to be given to `Module.apply`."""',
    `    if isinstance(module, ${kinds}):`,
    `        ${rule.call.replace('{}', 'module.weight')}`,
    ...(biased ? ['        if module.bias is not None:', '            nn.init.zeros_(module.bias)'] : []),
    ...(exceptional.length > 0 ? [`    elif isinstance(module, ${own}):`, '        module.init_own_weights()'] : []),
  ].join('\n');
}

/** The method that starts the layers of a class that are unlike most. */
export function ownWeightsCode(initials: ReadonlyMap<string, readonly string[]>): string[] {
  if (initials.size === 0) return [];
  const lines = [...initials].flatMap(([call, weights]) => {
    const [first = '', ...others] = weights;
    if (others.length === 0) return [`        ${call.replace('{}', () => first)}`];
    const flat = `        for weight in (${weights.join(', ')}):`;
    const items = weights.map((weight) => `            ${weight},`);
    const head = flat.length <= 88 ? [flat] : ['        for weight in (', ...items, '        ):'];
    return [...head, `            ${call.replace('{}', 'weight')}`];
  });
  return [
    '    def init_own_weights(self) -> None:',
    '        """Starts the layers that are unlike most."""',
    ...lines,
  ];
}
