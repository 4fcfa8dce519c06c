import { createColors } from 'picocolors';
import type { Paint } from '../diagnostics/render-human';

interface Stream {
  readonly isTTY?: boolean;
}

/** Colours for a stream: off if it is not a terminal, or with NO_COLOR, TERM=dumb or `--no-color`; FORCE_COLOR turns them on. */
export function paintFor(
  stream: Stream,
  env: NodeJS.ProcessEnv = process.env,
  argv: readonly string[] = process.argv,
): Paint {
  const refused = Boolean(env.NO_COLOR) || env.TERM === 'dumb' || argv.includes('--no-color');
  const forced = Boolean(env.FORCE_COLOR) && env.FORCE_COLOR !== '0';
  return createColors(!refused && (forced || stream.isTTY === true));
}

/** Whether a line can be redrawn on a stream: it is a terminal, and not in CI. */
export function isInteractive(stream: Stream, env: NodeJS.ProcessEnv = process.env): boolean {
  return stream.isTTY === true && env.TERM !== 'dumb' && !env.CI;
}
