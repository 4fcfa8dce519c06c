const counts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** 9898 -> `9,898` */
export function formatCount(count: number): string {
  return counts.format(count);
}

/** 0.03117 -> `0.0312`; from a million on with an exponent, so that a run that diverges keeps short lines. */
export function formatLoss(loss: number): string {
  return Math.abs(loss) < 1e6 ? loss.toFixed(4) : loss.toExponential(3);
}

/** 0.98984 -> `98.98 %`. Rounded down, so that a value below a threshold never appears to reach it. */
export function formatShare(share: number): string {
  return `${(Math.floor(share * 10_000 + 1e-6) / 100).toFixed(2)} %`;
}

/** 3725 -> `1 h 02 min`, 83.4 -> `1 min 23 s`, 8.25 -> `8.3 s` */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const pad = (value: number): string => String(value).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${pad(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${pad(Math.floor((whole % 3600) / 60))} min`;
}
