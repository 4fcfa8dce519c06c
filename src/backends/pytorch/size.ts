import type { Expression } from '../../expression/ast';
import { bound, type Parameter, type Rendered, renderExpression, SUM } from './expression';

/** The channels of a value as the class around it would say them: a sum of multiples of expressions over its parameters. */
export interface Size {
  readonly value: number;
  readonly terms: readonly Term[];
  readonly constant: number;
}

interface Term {
  readonly expression: Expression;
  readonly factor: number;
}

export function fixedSize(value: number): Size {
  return { value, terms: [], constant: value };
}

export function sizeOf(expression: Expression, value: number): Size {
  return { value, terms: [{ expression, factor: 1 }], constant: 0 };
}

export function addSizes(sizes: readonly Size[]): Size {
  return {
    value: sizes.reduce((sum, { value }) => sum + value, 0),
    terms: sizes.flatMap(({ terms }) => terms),
    constant: sizes.reduce((sum, { constant }) => sum + constant, 0),
  };
}

export function multiplySize({ value, terms, constant }: Size, times: number): Size {
  return {
    value: value * times,
    terms: terms.map(({ expression, factor }) => ({ expression, factor: factor * times })),
    constant: constant * times,
  };
}

/** Where a parameter of a block gets its value from, seen from outside. */
export type Arguments = ReadonlyMap<string, Size | Expression>;

/** A size inside of a block as the place that uses the block would say it. */
export function sizeOutside(size: Size, names: Arguments): Size {
  const terms = size.terms.map(({ expression, factor }): Size => {
    const named = expression.type === 'name' ? names.get(expression.name) : undefined;
    if (named && 'terms' in named) return multiplySize(named, factor);
    return { value: 0, terms: [{ expression: substitute(expression, names), factor }], constant: 0 };
  });
  return { ...addSizes([...terms, { value: 0, terms: [], constant: size.constant }]), value: size.value };
}

function substitute(expression: Expression, names: Arguments): Expression {
  const inner = (piece: Expression): Expression => substitute(piece, names);
  switch (expression.type) {
    case 'name': {
      const found = names.get(expression.name);
      return found && !('terms' in found) ? found : expression;
    }
    case 'not':
    case 'negate':
      return { ...expression, operand: inner(expression.operand) };
    case 'binary':
      return { ...expression, left: inner(expression.left), right: inner(expression.right) };
    case 'choice':
      return {
        ...expression,
        then: inner(expression.then),
        condition: inner(expression.condition),
        otherwise: inner(expression.otherwise),
      };
    case 'call':
      return { ...expression, operands: expression.operands.map(inner) };
    default:
      return expression;
  }
}

/** `reduce + 3 * out`; undefined where Python would not give exactly the value, or where no parameter is read. */
export function renderSize(size: Size, parameters: ReadonlyMap<string, Parameter>): Rendered | undefined {
  const factors = new Map<string, { rendered: Rendered; factor: number }>();
  let { constant } = size;
  for (const { expression, factor } of size.terms) {
    const rendered = renderExpression(expression, parameters);
    if (!rendered?.whole) return undefined;
    if (rendered.names.length === 0) constant += factor * Number(rendered.value);
    else {
      const known = factors.get(rendered.text);
      factors.set(rendered.text, { rendered, factor: factor + (known?.factor ?? 0) });
    }
  }
  const pieces = [...factors.values()].map(multiple);
  const total = [...factors.values()].reduce(
    (sum, { rendered, factor }) => sum + factor * Number(rendered.value),
    constant,
  );
  if (pieces.length === 0 || total !== size.value) return undefined;
  const [only] = factors.values();
  if (only && pieces.length === 1 && constant === 0 && only.factor === 1) return only.rendered;
  const names = [...factors.values()].flatMap(({ rendered }) => rendered.names);
  const text = [...pieces, ...(constant === 0 ? [] : [`${constant}`])].join(' + ');
  return { text, value: total, whole: true, names, binding: pieces.length === 1 && constant === 0 ? SUM + 1 : SUM };
}

function multiple({ rendered, factor }: { rendered: Rendered; factor: number }): string {
  return factor === 1 ? bound(rendered, SUM) : `${factor} * ${bound(rendered, SUM + 1)}`;
}
