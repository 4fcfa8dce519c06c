import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import { printable } from '../diagnostics/printable';
import { addBenchCommand } from './bench';
import { addBuildCommand } from './build';
import { addCheckCommand } from './check';
import { addCompileCommand } from './compile';
import { addConvertCommand } from './convert';
import { addDiffCommand } from './diff';
import { addDoctorCommand } from './doctor';
import { addEngineCommand } from './engine';
import { addExplainCommand } from './explain';
import { explainUsage } from './explain-usage';
import { addMigrateCommand } from './migrate';
import { addRenderCommand } from './render';
import { addSummaryCommand } from './summary';
import { addTrainCommand } from './train';

const program = new Command('modelc')
  .description('A compiler for neural-network architectures, written in YAML')
  .version(version)
  .option('--no-color', 'print without colours')
  .showHelpAfterError('(run with --help for usage)')
  .addHelpText(
    'before',
    'Examples:\n  modelc check spec.yaml\n  modelc summary spec.yaml --batch 64\n  modelc train spec.yaml\n  modelc build spec.yaml --out model.ts\n',
  )
  .exitOverride();

for (const add of [
  addCheckCommand,
  addSummaryCommand,
  addCompileCommand,
  addExplainCommand,
  addDiffCommand,
  addTrainCommand,
  addBenchCommand,
  addBuildCommand,
  addConvertCommand,
  addRenderCommand,
  addMigrateCommand,
  addEngineCommand,
  addDoctorCommand,
])
  add(program);

// A reader such as `head` closes the pipe early. That is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

// Progress is lost with standard error, but a run is not.
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

/** The word after a bare `--fix` is a spec, not the value of the option. */
const end = process.argv.indexOf('--');
const argv = process.argv.map((word, at) => (word === '--fix' && (end < 0 || at < end) ? '--fix=certain' : word));

program.parseAsync(argv).catch((error: unknown) => {
  if (!(error instanceof CommanderError)) throw error;
  // Help and version exit with 0; anything else that commander rejects is a usage error.
  process.exitCode = error.exitCode === 0 ? 0 : 2;
  const help = explainUsage(error, program, argv.slice(2));
  if (help !== undefined) process.stderr.write(`  = help: ${printable(help)}\n`);
});
