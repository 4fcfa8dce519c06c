import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** How to start a process. */
export interface ProcessCommand {
  readonly file: string;
  readonly arguments: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const REASON_CHARACTERS = 300;

/** A process that reports when it is ready and then answers each word with one line. It ends when its input ends. */
export class BenchProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: ((line: string | undefined) => void)[] = [];
  readonly #lines: string[] = [];
  readonly #began = performance.now();
  #errors = '';
  #ended = false;

  constructor({ file, arguments: args, env }: ProcessCommand) {
    this.#child = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      // Other output of libraries is ignored.
      if (line.startsWith('{')) this.#give(line);
    });
    this.#child.stderr.on('data', (chunk: Buffer) => {
      this.#errors = `${this.#errors}${chunk}`.slice(-10_000);
    });
    this.#child.stdin.on('error', () => undefined);
    this.#child.on('error', (error) => {
      this.#errors = error.message;
      this.#end();
    });
    this.#child.on('close', () => this.#end());
  }

  /** The first line, and the seconds until it came. Rejects with the reason if the process ended before it. */
  async ready<T>(): Promise<{ readonly report: T; readonly seconds: number }> {
    const report = await this.#line<T>();
    return { report, seconds: (performance.now() - this.#began) / 1000 };
  }

  /** `warm`, `round`, `peak`, or `race` with a seed. */
  ask<T>(word: 'warm' | 'round' | 'peak' | `race ${number}`): Promise<T> {
    this.#child.stdin.write(`${word}\n`);
    return this.#line<T>();
  }

  stop(): void {
    this.#child.stdin.end();
    this.#child.kill();
  }

  async #line<T>(): Promise<T> {
    const early = this.#lines.shift();
    const line =
      early ??
      (this.#ended ? undefined : await new Promise<string | undefined>((resolve) => this.#waiting.push(resolve)));
    if (line === undefined) throw new Error(this.#reason());
    return JSON.parse(line) as T;
  }

  #give(line: string): void {
    const waiting = this.#waiting.shift();
    if (waiting) waiting(line);
    else this.#lines.push(line);
  }

  #end(): void {
    this.#ended = true;
    for (const resolve of this.#waiting.splice(0)) resolve(undefined);
  }

  /** The last line of its error output, which usually says what was wrong. */
  #reason(): string {
    const last = this.#errors.trim().split('\n').at(-1) ?? '';
    return last.slice(0, REASON_CHARACTERS) || 'its process ended';
  }
}
