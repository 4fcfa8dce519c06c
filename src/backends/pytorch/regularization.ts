import { INDENT, layOut } from '../python/code';
import { literal } from '../python/literal';
import type { Text } from '../source/code';
import { moduleOf } from './initialization';
import type { PlacedWeight } from './weights';

const [IN, TWICE, THRICE] = [INDENT, INDENT.repeat(2), INDENT.repeat(3)];

/** What L2 adds to the loss, if a layer has it: by the types of modules, if those of a type have the same factor, and otherwise by name. */
export function regularization(weights: readonly PlacedWeight[]): Text | undefined {
  const factors = weights.filter(({ spec, tied }) => !tied && (spec.l2 ?? 0) > 0);
  if (factors.length === 0) return undefined;
  const rule = factorsOfTypes(weights, factors);
  return { text: (rule ? linesOfTypes(rule) : linesOfNames(factors)).join('\n'), uses: ['torch'] };
}

/** The factors of the kernels of each type of modules, and the types with each; undefined where types do not decide. */
function factorsOfTypes(
  weights: readonly PlacedWeight[],
  factors: readonly PlacedWeight[],
): ReadonlyMap<number, readonly string[]> | undefined {
  const byType = new Map<string | undefined, Set<number>>();
  for (const weight of weights) {
    const { spec, tied } = weight;
    if (spec.what !== 'kernel') continue;
    const type = moduleOf(weight);
    byType.set(type, new Set([...(byType.get(type) ?? []), tied ? Number.NaN : (spec.l2 ?? 0)]));
  }
  if (factors.some(({ spec }) => spec.what !== 'kernel') || [...byType.values()].some(({ size }) => size > 1))
    return undefined;
  const types = new Map<number, string[]>();
  for (const [type, [factor = 0]] of byType) {
    if (Number.isNaN(factor) || (factor > 0 && type === undefined)) return undefined;
    if (factor > 0) types.set(factor, [...(types.get(factor) ?? []), type ?? '']);
  }
  return types;
}

function linesOfTypes(factors: ReadonlyMap<number, readonly string[]>): string[] {
  const isOne = factors.size === 1;
  const terms = [...factors].flatMap(([factor, types], index) => [
    `${TWICE}terms ${index === 0 ? '' : '+'}= [`,
    `${THRICE}${isOne ? '' : `${literal(factor)} * `}module.weight.square().sum()`,
    `${THRICE}for module in self.modules()`,
    `${THRICE}if isinstance(module, ${types.length === 1 ? types.join('') : `(${types.join(', ')})`})`,
    `${TWICE}]`,
  ]);
  const [factor = 0] = factors.keys();
  return [
    `${IN}def regularization(self) -> Tensor:`,
    `${TWICE}"""What the loss gains: ${isOne ? 'a factor' : 'factors'} times the sum of squared weights."""`,
    ...terms,
    `${TWICE}return ${isOne ? `${literal(factor)} * ` : ''}torch.stack(terms).sum()`,
  ];
}

function linesOfNames(factors: readonly PlacedWeight[]): string[] {
  const items = factors.map(({ stateKey, spec }) => `${literal(stateKey)}: ${literal(spec.l2 ?? 0)}`);
  return [
    `${IN}def regularization(self) -> Tensor:`,
    `${TWICE}"""What the loss gains: for each weight its factor times the sum of squares."""`,
    layOut({ open: 'factors = {', items, close: '}', broken: true }, TWICE),
    `${TWICE}terms = [`,
    `${THRICE}factor * self.get_parameter(name).square().sum()`,
    `${THRICE}for name, factor in factors.items()`,
    `${TWICE}]`,
    `${TWICE}return torch.stack(terms).sum()`,
  ];
}
