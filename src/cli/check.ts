import { type Command, Option } from 'commander';
import { checkTarget, type TargetName, targetNames } from '../backends/targets';
import type { TextFormat } from '../diagnostics/render-diagnostics';
import { checkAndFix, type FixOptions } from './check-fix';
import { type CheckedFile, renderChecked, renderCheckedJson } from './check-output';
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
  modelc check spec.yaml --target tfjs        also what generated TypeScript can't express
  modelc check spec.yaml --fix                fixes misspelt words and declared sizes
  modelc check spec.yaml --fix=contracts      the counts in \`expect\` too
  modelc check spec.yaml --fix --dry-run      only shows what would change
  modelc check - --fix < spec.yaml            prints the fixed text`;

/** Adds `modelc check`; its exit code is 0 where all specs are sound, 1 where one has errors, 2 where one cannot be read. */
export function addCheckCommand(program: Command): void {
  const command = program
    .command('check')
    .description('find every mistake of specs, before anything runs')
    .argument('<spec...>', 'paths of YAML files; - reads standard input');
  withSpecOptions(command)
    .addOption(
      new Option('--format <format>', 'how to print what was found')
        .choices(['human', 'concise', 'json', 'github'])
        .default('human'),
    )
    .addOption(
      new Option(
        '--fix [what]',
        'make the edits that are certain, in included files too; `contracts` adds counts',
      ).choices(['certain', 'contracts']),
    )
    .option('--dry-run', 'with --fix: show what would change, and write nothing')
    .addOption(
      new Option('--target <target>', "also report what a target of `modelc build` can't express").choices(targetNames),
    )
    .option('--strict', 'let warnings count as errors in the exit code')
    .addHelpText('after', EXAMPLES)
    .action((files: readonly string[], options: Options) => check(files, options, command));
}

async function check(files: readonly string[], options: Options, command: Command): Promise<void> {
  const { fix, format } = options;
  if (options.dryRun && !fix) command.error('error: --dry-run shows what --fix would do: write both');
  if (fix && files.includes('-') && (files.length > 1 || format !== 'human'))
    command.error('error: --fix prints the fixed text of standard input: give no other file and no --format');
  const checked: CheckedFile[] = [];
  for (const file of files) {
    const read = fix ? await checkAndFix(file, { ...options, fix }) : openSpec(file, options);
    const opened = withTarget(read, options.target);
    checked.push({ file, ...opened, exitCode: options.strict ? strictly(opened) : opened.exitCode });
  }
  // The fixed text goes to standard output, so that it can be redirected.
  const stream = fix && files.includes('-') ? process.stderr : process.stdout;
  const text = format === 'json' ? renderCheckedJson(checked) : renderChecked(checked, format, paintFor(stream));
  if (text !== '') stream.write(`${text}\n`);
  process.exitCode = Math.max(...checked.map(({ exitCode }) => exitCode));
}

/** A sound spec with what a target can't express of it; as always, errors leave no warnings. */
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
