import { describeFailure } from './failure';
import { type CommandRunner, runCommand } from './run-command';

/** The result of loading tfjs-node and computing with it. */
export type ProbeResult =
  | { readonly ok: true; readonly tensorflow: string; readonly milliseconds: number }
  | { readonly ok: false; readonly reason: string };

// The first line does what `restoreRemovedUtilities` does, in a process without modelc.
const script = `
Object.assign(require('util'), { isNullOrUndefined: (value) => value == null, isArray: Array.isArray });
const started = Date.now();
const tf = require(process.argv[1]);
const product = tf.matMul(tf.tensor2d([[1, 2], [3, 4]]), tf.tensor2d([[5, 6], [7, 8]]));
const values = Array.from(product.dataSync());
const tensorflow = tf.backend().binding.TF_Version;
console.log(JSON.stringify({ backend: tf.getBackend(), values, tensorflow, milliseconds: Date.now() - started }));
`;

/** Loads tfjs-node from a folder and multiplies two matrices, in a separate process, so that a crash is a result. */
export async function probeTensorflow(
  packageDirectory: string,
  options: { run?: CommandRunner; signal?: AbortSignal | undefined } = {},
): Promise<ProbeResult> {
  const run = options.run ?? runCommand;
  const result = await run(process.execPath, ['-e', script, packageDirectory], {
    env: { TF_CPP_MIN_LOG_LEVEL: '2', NODE_OPTIONS: '', NODE_NO_WARNINGS: '1' },
    signal: options.signal,
    timeoutMs: 120_000,
  });
  if (result.killedBy === 'SIGILL') {
    return { ok: false, reason: 'it uses an instruction that this CPU does not have (TensorFlow needs AVX)' };
  }
  if (result.code !== 0) return { ok: false, reason: `loading it failed: ${describeFailure(result)}` };
  return readAnswer(result.stdout);
}

function readAnswer(stdout: string): ProbeResult {
  try {
    const line = stdout.trim().split('\n').at(-1) ?? '';
    const answer = JSON.parse(line) as { backend: string; values: number[]; tensorflow: string; milliseconds: number };
    if (answer.backend !== 'tensorflow') return { ok: false, reason: `tfjs chose the backend \`${answer.backend}\`` };
    if (answer.values.join() !== '19,22,43,50') {
      return {
        ok: false,
        reason: `it computes wrong results: [[1, 2], [3, 4]] x [[5, 6], [7, 8]] gave ${answer.values.join()}`,
      };
    }
    return { ok: true, tensorflow: answer.tensorflow, milliseconds: answer.milliseconds };
  } catch {
    return { ok: false, reason: 'a process that loaded it printed no result' };
  }
}
