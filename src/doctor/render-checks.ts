import { createColors } from 'picocolors';
import { type Check, canTrain } from './check';

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
