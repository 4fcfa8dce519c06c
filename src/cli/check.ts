import { type Command, Option } from 'commander';
import { checkTarget, type TargetName, targetNames } from '../backends/targets';
import type { TextFormat } from '../diagnostics/render-diagnostics';
import { checkAndFix, type FixOptions } from './check-fix';
import { type CheckedFile, renderChecked, renderCheckedJson } from './check-output';
import { countFixable } from './count-fixable';
import { type OpenedSpec, openSpec } from './open-spec';
import { type SpecOptions, withSpecOptions } from './spec-options';
import { paintFor } from './terminal';

interface Options extends SpecOptions, Omit<FixOptions, 'fix'> {
  readonly format: TextFormat | 'json';
  readonly fix?: FixOptions['fix'];
  readonly strict?: boolean;
  readonly target?: TargetName;
}

const EXAMPLES = `
Examples:
  modelc check spec.yaml
  modelc check specs/*.yaml --format concise --strict
  modelc check spec.yaml --target tfjs        also report what generated TypeScript does not support
  modelc check spec.yaml --fix                fixes misspelt words and declared sizes
  modelc check spec.yaml --fix=contracts      also rewrites the counts in \`expect\`
  modelc check spec.yaml --fix --dry-run      shows the changes without writing them
  modelc check - --fix < spec.yaml            prints the fixed text`;

/** Adds `modelc check`; exit codes: 0 all specs are valid, 1 one has errors, 2 one cannot be read. */
export function addCheckCommand(program: Command): void {
  const command = program
    .command('check')
    .description('report every error in specs, before anything runs')
    .argument('<spec...>', 'paths of YAML files; - reads standard input');
  withSpecOptions(command)
    .addOption(
      new Option('--format <format>', 'output format').choices(['human', 'concise', 'json', 'github']).default('human'),
    )
    .addOption(
      new Option(
        '--fix [what]',
        'apply fixes that are certain, also in included files; `contracts` also rewrites counts',
      ).choices(['certain', 'contracts']),
    )
    .option('--dry-run', 'with --fix: show the changes without writing them')
    .addOption(
      new Option('--target <target>', 'also report what a target of `modelc build` does not support').choices(
        targetNames,
      ),
    )
    .option('--strict', 'treat warnings as errors in the exit code')
    .addHelpText('after', EXAMPLES)
    .action((files: readonly string[], options: Options) => check(files, options, command));
}

async function check(files: readonly string[], options: Options, command: Command): Promise<void> {
  const { fix, format } = options;
  if (options.dryRun && !fix) command.error('error: --dry-run needs --fix');
  if (fix && files.includes('-') && (files.length > 1 || format !== 'human'))
    command.error('error: --fix on standard input prints the fixed text: pass no other file and no --format');
  const checked: CheckedFile[] = [];
  for (const file of files) {
    const read = fix ? await checkAndFix(file, { ...options, fix }) : openSpec(file, options);
    const opened = withTarget(read, options.target);
    const exitCode = options.strict ? strictly(opened) : opened.exitCode;
    const counts = !options.dryRun && format === 'human' && { fixable: countFixable(file, opened, options) };
    checked.push({ file, ...opened, exitCode, ...counts });
  }
  // The fixed text goes to standard output, so that it can be redirected.
  const stream = fix && files.includes('-') ? process.stderr : process.stdout;
  const text = format === 'json' ? renderCheckedJson(checked) : renderChecked(checked, format, paintFor(stream));
  if (text !== '') stream.write(`${text}\n`);
  process.exitCode = Math.max(...checked.map(({ exitCode }) => exitCode));
}

/** A valid spec, with errors for what the target does not support; as everywhere, errors replace warnings. */
function withTarget<Opened extends OpenedSpec>(opened: Opened, target: TargetName | undefined): Opened {
  const { compilation } = opened;
  if (target === undefined || !compilation?.ok || !compilation.graph) return opened;
  const diagnostics = checkTarget(target, { graph: compilation.graph }, compilation.source);
  if (diagnostics.length === 0) return opened;
  return { ...opened, diagnostics, compilation: { ...compilation, ok: false }, exitCode: 1 };
}

function strictly({ exitCode, diagnostics }: Omit<CheckedFile, 'file'>): CheckedFile['exitCode'] {
  return exitCode === 0 && diagnostics.length > 0 ? 1 : exitCode;
}
