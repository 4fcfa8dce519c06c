import { createColors } from 'picocolors';
import type { EngineName } from '../engines/engine';

/** One check of this machine. */
export interface Check {
  readonly name: string;
  /** `info` is a neutral fact; `error` means that something cannot work. */
  readonly status: 'ok' | 'warning' | 'error' | 'info';
  readonly found: string;
  /** What to do about it, as a clause without a full stop. */
  readonly help?: string;
  /** Set for checks that decide whether an engine can train: it can if the status is `ok` or `warning`. */
  readonly engine?: EngineName;
}

/** Whether at least one engine can train on this machine. */
export function canTrain(checks: readonly Check[]): boolean {
  return checks.some((check) => check.engine !== undefined && (check.status === 'ok' || check.status === 'warning'));
}

/** The checks as text for a terminal: one line each, with help below it, and a conclusion at the end. */
export function renderChecks(checks: readonly Check[], color: boolean): string {
  const { green, yellow, red, dim, bold } = createColors(color);
  const marks = { ok: green('ok'), warning: yellow('warning'), error: red('error'), info: dim('info') };
  const nameWidth = Math.max(...checks.map((check) => check.name.length));
  const lines = checks.flatMap(({ name, status, found, help }) => {
    const mark = marks[status] + ' '.repeat('warning'.length - status.length);
    const line = `${mark}  ${name.padEnd(nameWidth)}  ${found}`;
    return help ? [line, `${' '.repeat('warning'.length + nameWidth + 4)}${dim('->')} ${help}`] : [line];
  });
  return [...lines, '', bold(verdict(checks))].join('\n');
}

function verdict(checks: readonly Check[]): string {
  const works = (engine: Check['engine']) => canTrain(checks.filter((check) => check.engine === engine));
  if (works('tensorflow')) return 'This machine trains on the native engine.';
  if (works('wasm')) return 'This machine trains on WebAssembly; the native engine would be faster.';
  return 'This machine cannot train: no engine works.';
}
