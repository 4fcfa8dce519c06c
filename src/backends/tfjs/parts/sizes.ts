/** The nearest multiple of a divisor that is at least 90 % of a value. */
export function makeDivisible(value: number, divisor: number): number {
  const near = Math.max(divisor, Math.floor((value + divisor / 2) / divisor) * divisor);
  return near >= 0.9 * value ? near : near + divisor;
}
