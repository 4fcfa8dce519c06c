import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

const root = path.join(__dirname, '../..');

/** The interpreter with PyTorch: that of MODELC_PYTHON, else the one that `scripts/pytorch.mjs` made. */
export function pythonInterpreter(): string {
  if (process.env.MODELC_PYTHON) return process.env.MODELC_PYTHON;
  const { stdout, status } = spawnSync(process.execPath, [path.join(root, 'scripts/pytorch.mjs'), '--where'], {
    encoding: 'utf8',
  });
  if (status !== 0 || stdout.trim() === '') throw new Error('there is no PyTorch: run `node scripts/pytorch.mjs`');
  return stdout.trim();
}

/** Runs a program of Python's own environment, such as `ruff`; gives what it says and its exit code. */
export function runPython(
  args: readonly string[],
  cwd?: string,
): { readonly code: number | null; readonly said: string } {
  const { stdout, stderr, status } = spawnSync(pythonInterpreter(), args, { encoding: 'utf8', cwd });
  return { code: status, said: `${stdout}${stderr}` };
}

/** A long-lived Python that answers one line of JSON by another, in order. */
export class PythonServer {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting: ((line: string) => void)[] = [];
  #errors = '';

  constructor(script: string) {
    this.#process = spawn(pythonInterpreter(), [script], { stdio: ['pipe', 'pipe', 'pipe'] });
    createInterface({ input: this.#process.stdout }).on('line', (line) => this.#waiting.shift()?.(line));
    this.#process.stderr.on('data', (chunk: Buffer) => {
      this.#errors = `${this.#errors}${chunk}`.slice(-4000);
    });
    this.#process.on('exit', () => {
      for (const resolve of this.#waiting.splice(0))
        resolve(JSON.stringify({ error: `Python ended: ${this.#errors}` }));
    });
  }

  async ask(question: unknown): Promise<unknown> {
    const answer = new Promise<string>((resolve) => this.#waiting.push(resolve));
    this.#process.stdin.write(`${JSON.stringify(question)}\n`);
    return JSON.parse(await answer);
  }

  close(): void {
    this.#process.stdin.end();
    this.#process.kill();
  }
}
