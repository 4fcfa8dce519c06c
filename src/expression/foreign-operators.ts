/** Operators of other languages, with what to write instead; longer ones come first. */
const operators: readonly (readonly [operator: string, help: string])[] = [
  ['=>', 'there are no functions of your own: write the results as a list in `let`'],
  ['===', 'write `==`'],
  ['!==', 'write `!=`'],
  ['//', 'write `floor(a / b)` for a division that rounds down'],
  ['&&', 'write `and`'],
  ['||', 'write `or`'],
  ['<>', 'write `!=`'],
  ['??', 'write `a if condition else b`'],
  ['?', 'write `a if condition else b`'],
  ['^', 'write `**` for powers'],
  ['&', 'write `and`'],
  ['|', 'write `or`'],
];

/** The operator of another language at an offset of an expression. */
export function foreignOperator(text: string, offset: number): { operator: string; help: string } | undefined {
  const found = operators.find(([operator]) => text.startsWith(operator, offset));
  if (found) return { operator: found[0], help: found[1] };
  const [sign, next] = [text[offset], text[offset + 1]];
  if (next === '=') return undefined;
  if (sign === '!') return { operator: '!', help: 'write `not`' };
  return sign === '=' ? { operator: '=', help: 'write `==` to compare; values are set in `let`' } : undefined;
}
