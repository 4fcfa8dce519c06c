import os from 'node:os';
import util from 'node:util';

/** Settings that TensorFlow reads when its library loads. */
const defaults = {
  // Only errors: at 0 it prints three lines about CPU features on each start.
  TF_CPP_MIN_LOG_LEVEL: '2',
  // By itself TensorFlow takes oneDNN's kernels on some CPUs alone; they are the faster ones on all that were tried.
  TF_ENABLE_ONEDNN_OPTS: '1',
  // Buffers of one step serve the next one: 2 to 3 % faster and up to 8 % smaller than with the C library's allocator.
  TF_CPU_ALLOCATOR_USE_BFC: '1',
  // By itself that allocator stops at 64 GiB.
  TF_CPU_BFC_MEM_LIMIT_IN_MB: `${Math.floor(os.totalmem() / 2 ** 20)}`,
} as const;

/** How many threads TensorFlow has: those that share an operation, and those that run operations side by side. */
export interface ThreadPlan {
  readonly within: number;
  readonly between: number;
}

/** What tells TensorFlow. */
export function threadVariables({ within, between }: ThreadPlan): Record<string, string> {
  return { TF_NUM_INTRAOP_THREADS: `${within}`, TF_NUM_INTEROP_THREADS: `${between}` };
}

/**
 * Sets the environment that TensorFlow reads when it loads; what the user set wins. Without a plan, or where the user set one of its two
 * numbers, TensorFlow takes all cores for what is not set.
 */
export function prepareEnvironment(env: Record<string, string | undefined> = process.env, threads?: ThreadPlan): void {
  const planned = threads ? threadVariables(threads) : {};
  const isPlanned = Object.keys(planned).every((name) => env[name] === undefined);
  for (const [name, value] of Object.entries({ ...defaults, ...(isPlanned && planned) })) env[name] ??= value;
}

/**
 * Gives back to `util` what tfjs-node 4.22 calls and Node 23 took away. In Node 22 the functions are there but warn,
 * so that they are replaced as well. tfjs-node looks them up at each call: they must stay after loading.
 */
export function restoreRemovedUtilities(
  target: object = util,
  nodeMajor = Number(process.versions.node.split('.')[0]),
): void {
  if (nodeMajor < 22) return;
  Object.assign(target, {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  });
}
