import { printable } from '../diagnostics/printable';
import type { Problem } from '../diagnostics/problem';

/** Prints why a command cannot run, and sets its exit code. */
export function refuse({ message, help }: Problem, exitCode = 2): undefined {
  process.stderr.write(`error: ${printable(message)}\n  = help: ${help}\n`);
  process.exitCode = exitCode;
}
