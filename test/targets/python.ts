import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

const root = path.join(__dirname, '../..');

/** The interpreter with PyTorch: MODELC_PYTHON, or else the one that `scripts/pytorch.mjs` created. */
export function pythonInterpreter(): string {
  if (process.env.MODELC_PYTHON) return process.env.MODELC_PYTHON;
  const { stdout, status } = spawnSync(process.execPath, [path.join(root, 'scripts/pytorch.mjs'), '--where'], {
    encoding: 'utf8',
  });
  if (status !== 0 || stdout.trim() === '') throw new Error('there is no PyTorch: run `node scripts/pytorch.mjs`');
  return stdout.trim();
}

/** Runs a program of the Python environment, such as `ruff`; `said` is all it printed, with warnings and errors. */
export function runPython(
  args: readonly string[],
  cwd?: string,
): { readonly code: number | null; readonly stdout: string; readonly said: string } {
  const { stdout, stderr, status } = spawnSync(pythonInterpreter(), args, { encoding: 'utf8', cwd });
  return { code: status, stdout, said: `${stdout}${stderr}` };
}

/** A Python process that answers each line of JSON with another, in order. After a crash, the next request starts it again. */
export class PythonServer {
  readonly #script: string;
  #running: ChildProcessWithoutNullStreams | undefined;
  #waiting: ((line: string) => void)[] = [];

  constructor(script: string) {
    this.#script = script;
    this.#running = this.#start();
  }

  #start(): ChildProcessWithoutNullStreams {
    const started = spawn(pythonInterpreter(), [this.#script], { stdio: ['pipe', 'pipe', 'pipe'] });
    const waiting: ((line: string) => void)[] = [];
    let errors = '';
    createInterface({ input: started.stdout }).on('line', (line) => waiting.shift()?.(line));
    started.stderr.on('data', (chunk: Buffer) => {
      errors = `${errors}${chunk}`.slice(-4000);
    });
    // A request to a process that has just ended is settled by its exit.
    started.stdin.on('error', () => undefined);
    started.on('close', (code, signal) => {
      if (this.#running === started) this.#running = undefined;
      const error = `Python ended (${signal ?? `exit code ${code}`}): ${errors}`;
      for (const resolve of waiting.splice(0)) resolve(JSON.stringify({ error }));
    });
    this.#waiting = waiting;
    return started;
  }

  async ask(question: unknown): Promise<unknown> {
    this.#running ??= this.#start();
    const { stdin } = this.#running;
    const answer = new Promise<string>((resolve) => this.#waiting.push(resolve));
    stdin.write(`${JSON.stringify(question)}\n`);
    return JSON.parse(await answer);
  }

  close(): void {
    this.#running?.stdin.end();
    this.#running?.kill();
  }
}
