import { createColors } from 'picocolors';
import type { Paint } from '../diagnostics/render-human';

interface Stream {
  readonly isTTY?: boolean;
}

/** Colours for a stream: none where it is no terminal, or under NO_COLOR, TERM=dumb or `--no-color`; FORCE_COLOR turns them on. */
export function paintFor(
  stream: Stream,
  env: NodeJS.ProcessEnv = process.env,
  argv: readonly string[] = process.argv,
): Paint {
  const refused = Boolean(env.NO_COLOR) || env.TERM === 'dumb' || argv.includes('--no-color');
  const forced = Boolean(env.FORCE_COLOR) && env.FORCE_COLOR !== '0';
  return createColors(!refused && (forced || stream.isTTY === true));
}

/** Whether a stream can show a line that changes: a terminal, and not under CI. */
export function isInteractive(stream: Stream, env: NodeJS.ProcessEnv = process.env): boolean {
  return stream.isTTY === true && env.TERM !== 'dumb' && !env.CI;
}
