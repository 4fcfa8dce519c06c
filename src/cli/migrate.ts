import type { Command } from 'commander';
import { printable } from '../diagnostics/printable';
import { renderDiagnostics } from '../diagnostics/render-diagnostics';
import { readSpec } from '../files/read-spec';
import { paintFor } from './terminal';

interface Options {
  readonly write?: boolean;
}

const EXAMPLES = `
Examples:
  modelc migrate old.yaml            prints it
  modelc migrate old.yaml --write    replaces it`;

/** Adds `modelc migrate`; exit codes: 0 current or migrated, 1 unknown version, 2 the file cannot be read or written. */
export function addMigrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('convert a spec from an older language version to the current one')
    .argument('<spec>', 'path of a YAML file; - reads standard input')
    .option('--write', 'replace the file instead of printing it')
    .addHelpText('after', EXAMPLES)
    .action(migrateFile);
}

async function migrateFile(file: string, { write = false }: Options): Promise<void> {
  const read = readSpec(file);
  if (!read.ok) {
    process.stderr.write(`${renderDiagnostics([read.diagnostic], 'human', paintFor(process.stderr))}\n`);
    process.exitCode = 2;
    return;
  }
  const { CURRENT_VERSION, migrate } = await import('../migrate/migrate.js');
  const result = migrate(read.text, file);
  const replaces = write && file !== '-';
  switch (result.type) {
    case 'refused':
      return refuse(1, `${file}: ${result.reason}`, result.help);
    case 'current':
      process.stderr.write(`${printable(file)} already uses the current version, ${CURRENT_VERSION}\n`);
      if (!replaces) process.stdout.write(read.text);
      return;
    case 'migrated': {
      if (!replaces) {
        process.stdout.write(result.text);
        return;
      }
      const { writeProgram } = await import('../files/write-program.js');
      const problem = writeProgram(file, result.text, true);
      if (problem) return refuse(2, problem.message, problem.help);
      process.stderr.write(`migrated ${printable(file)} to version ${CURRENT_VERSION}\n`);
    }
  }
}

function refuse(exitCode: number, message: string, help: string): void {
  process.stderr.write(`error: ${printable(message)}\n  = help: ${help}\n`);
  process.exitCode = exitCode;
}
