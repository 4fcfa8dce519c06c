import { type ChildProcess, spawn } from 'node:child_process';

/** How to run a command; `watch` monitors work that prints nothing, such as a download. */
export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
  readonly watch?: Watch;
}

/** `measure` is called twice a second; if its value does not change for `stallMs`, the command is stopped. */
export interface Watch {
  readonly measure: () => number;
  readonly onChange: (value: number) => void;
  readonly stallMs: number;
}

/** How a command ended. `code` is its exit code, or `null` if it was killed or never started. */
export interface CommandResult {
  readonly ended: 'exit' | 'missing' | 'killed' | 'timeout' | 'stall';
  readonly code: number | null;
  /** The signal that ended it, such as `SIGILL`. */
  readonly killedBy?: string;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program without a shell. Rejects only if the signal was aborted, and then after the program has ended. */
export type CommandRunner = (
  program: string,
  args: readonly string[],
  options?: CommandOptions,
) => Promise<CommandResult>;

const keptOutputCharacters = 200_000;
const graceMs = 3_000;

/** Runs a program for real; it and its children end together. */
export const runCommand: CommandRunner = (program, args, options = {}) => {
  const { cwd, env, signal } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const grouped = process.platform !== 'win32';
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own: its children must end with it, and Ctrl-C reaches it only through us.
      detached: grouped,
      // On Windows npm is a command file, which cannot be started without a shell.
      shell: process.platform === 'win32' && program === 'npm',
      windowsHide: true,
      ...(cwd && { cwd }),
      env: { ...process.env, ...env },
    });
    const output = { stdout: '', stderr: '' };
    collect(child, 'stdout', output);
    collect(child, 'stderr', output);

    let stopped: 'timeout' | 'stall' | undefined;
    const stop = () => killGroup(child, grouped);
    const stopTimers = startTimers(options, (why) => {
      stopped = why;
      stop();
    });
    signal?.addEventListener('abort', stop, { once: true });
    // A parent that exits by itself must not leave the group behind.
    process.once('exit', stop);
    const settle = () => {
      stopTimers();
      signal?.removeEventListener('abort', stop);
      process.removeListener('exit', stop);
    };

    child.once('error', (error: NodeJS.ErrnoException) => {
      settle();
      resolve({ ended: 'missing', code: null, ...output, stderr: error.message });
    });
    child.once('close', (code, killedBy) => {
      settle();
      if (signal?.aborted) return reject(signal.reason);
      const ended = stopped ?? (killedBy ? 'killed' : 'exit');
      resolve({ ended, code, ...(killedBy && { killedBy }), ...output });
    });
  });
};

function collect(child: ChildProcess, stream: 'stdout' | 'stderr', output: { stdout: string; stderr: string }): void {
  child[stream]?.setEncoding('utf8').on('data', (text: string) => {
    output[stream] = (output[stream] + text).slice(-keptOutputCharacters);
  });
}

function killGroup(child: ChildProcess, grouped: boolean): void {
  const kill = (name: NodeJS.Signals) => {
    try {
      if (grouped && child.pid !== undefined) process.kill(-child.pid, name);
      else child.kill(name);
    } catch {
      // It has already ended.
    }
  };
  kill('SIGTERM');
  setTimeout(() => kill('SIGKILL'), graceMs).unref();
}

function startTimers({ timeoutMs, watch }: CommandOptions, stop: (why: 'timeout' | 'stall') => void): () => void {
  const timers: NodeJS.Timeout[] = [];
  if (timeoutMs !== undefined) timers.push(setTimeout(() => stop('timeout'), timeoutMs));
  if (watch) {
    let last = watch.measure();
    let changedAt = Date.now();
    const look = () => {
      const value = watch.measure();
      if (value !== last) {
        last = value;
        changedAt = Date.now();
        watch.onChange(value);
      } else if (Date.now() - changedAt > watch.stallMs) stop('stall');
    };
    timers.push(setInterval(look, 500));
  }
  return () => {
    for (const timer of timers) clearTimeout(timer);
  };
}
