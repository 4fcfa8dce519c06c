import { type Command, Option } from 'commander';
import type { InstallResult } from '../install/install';
import type { Progress, ProgressReporter } from '../install/progress';

/** Adds `modelc engine install | path | remove`. Loads no engine code until one of them runs. */
export function addEngineCommand(program: Command): void {
  const engine = program.command('engine').description('install, find or remove the native training engine');
  engine
    .command('install')
    .description("install tfjs-node and its TensorFlow library into modelc's cache")
    .option('--force', 'reinstall even if a working engine exists')
    .option('--verify', 'verify the files of an existing engine against their hashes')
    .addOption(
      new Option('--from <way>', "source of the libraries: tfjs-node's own download, or the Python package")
        .choices(['auto', 'download', 'wheel'])
        .default('auto'),
    )
    .action(install);
  engine.command('path').description('print the folder of the native engine').action(printPath);
  engine.command('remove').description("remove the native engine from modelc's cache").action(remove);
}

interface InstallFlags {
  readonly force?: boolean;
  readonly verify?: boolean;
  readonly from: 'auto' | 'download' | 'wheel';
}

async function install(flags: InstallFlags): Promise<void> {
  const { installTensorflow } = await import('../install/install.js');
  const interruption = listenForInterruption();
  const printer = progressPrinter(process.stderr);
  const result = await installTensorflow({ ...flags, report: printer.report, signal: interruption.signal });
  printer.end();
  interruption.stop();
  process.exitCode = sayResult(result, interruption.exitCode());
}

function sayResult(result: InstallResult, interruptedCode: number): number {
  if (result.ok) {
    const what = result.status === 'present' ? 'is already installed' : 'is installed and works';
    process.stderr.write(`${result.description} ${what}: ${result.directory}\n`);
    return 0;
  }
  if (result.interrupted) {
    process.stderr.write('interrupted: nothing was installed; a finished download is kept for the next try\n');
    return interruptedCode;
  }
  process.stderr.write(`error: the native engine could not be installed: ${result.reason}\n  = help: ${result.help}\n`);
  return 2;
}

/** The first Ctrl-C lets the installer clean up; a second one ends the process at once. */
function listenForInterruption(): { signal: AbortSignal; exitCode: () => number; stop: () => void } {
  const controller = new AbortController();
  let code = 130;
  const interrupt = (name: NodeJS.Signals) => {
    code = name === 'SIGTERM' ? 143 : 130;
    if (controller.signal.aborted) process.exit(code);
    controller.abort();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  const stop = () => process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  return { signal: controller.signal, exitCode: () => code, stop };
}

/** On a terminal, one line that is redrawn; otherwise one line per change of text. */
function progressPrinter(stream: NodeJS.WriteStream): { report: ProgressReporter; end: () => void } {
  const animated = stream.isTTY === true && process.env.TERM !== 'dumb';
  let last = '';
  const report: ProgressReporter = (progress) => {
    if (animated) {
      stream.clearLine(0);
      stream.cursorTo(0);
      stream.write(describe(progress, true).slice(0, (stream.columns || 80) - 1));
    } else if (progress.text !== last) {
      stream.write(`${describe(progress, false)}\n`);
    }
    last = progress.text;
  };
  const end = () => {
    if (!animated || last === '') return;
    stream.clearLine(0);
    stream.cursorTo(0);
  };
  return { report, end };
}

function describe({ step, steps, text, bytes, totalBytes }: Progress, withBytes: boolean): string {
  const head = `[${step}/${steps}] ${text}`;
  if (!withBytes || bytes === undefined) return head;
  const megabytes = (value: number) => Math.round(value / 1e6);
  return totalBytes === undefined
    ? `${head}: ${megabytes(bytes)} MB`
    : `${head}: ${megabytes(bytes)} of ${megabytes(totalBytes)} MB`;
}

async function printPath(): Promise<void> {
  const { locateTensorflow } = await import('../engines/tfjs-node/locate.js');
  const place = locateTensorflow().find(({ state }) => state === 'usable');
  if (place?.state === 'usable') {
    process.stdout.write(`${place.packageDirectory}\n`);
    return;
  }
  process.stderr.write('error: the native engine is not installed\n  = help: run `modelc engine install`\n');
  process.exitCode = 2;
}

async function remove(): Promise<void> {
  const { removeTensorflow } = await import('../install/remove.js');
  const directory = await removeTensorflow();
  process.stderr.write(directory ? `removed ${directory}\n` : "there is no native engine in modelc's cache\n");
}
