import type { Clip } from '../../schema/train';

/**
 * Gradients of all weights within their bound: all together times limit / length where their common length is above the limit, or
 * each number cut off at the limit. Source: Pascanu et al. (2013). Weight decay comes after it, and what L2 adds before.
 */
export function clipGradients(
  gradients: readonly ArrayLike<number>[],
  clip: Clip | undefined,
): readonly ArrayLike<number>[] {
  if (!clip) return gradients;
  const { by, limit } = clip;
  if (by === 'value')
    return gradients.map((slopes) => Float64Array.from(slopes, (slope) => Math.min(Math.max(slope, -limit), limit)));
  const length = lengthOf(gradients);
  if (length <= limit) return gradients;
  const share = limit / length;
  return gradients.map((slopes) => Float64Array.from(slopes, (slope) => slope * share));
}

function lengthOf(gradients: readonly ArrayLike<number>[]): number {
  let squares = 0;
  for (const slopes of gradients) for (let i = 0; i < slopes.length; i++) squares += (slopes[i] as number) ** 2;
  return Math.sqrt(squares);
}
