import type { Command, CommanderError } from 'commander';

/** A word of other programs on the command line, and what to do instead. */
interface Row {
  /** The words, separated by spaces. */
  readonly words: string;
  /** The option of the command that it means; other commands don't have this row. */
  readonly option?: string;
  readonly help: string;
}

const commands: readonly Row[] = [
  { words: 'validate lint verify test analyze', help: 'write `modelc check`' },
  { words: 'fix', help: 'write `modelc check --fix`' },
  { words: 'run fit learn', help: 'write `modelc train`' },
  { words: 'generate codegen export emit transpile', help: 'write `modelc build`, with `--target`' },
  { words: 'show info print describe params parameters flops macs shapes stats', help: 'write `modelc summary`' },
  { words: 'plot draw graph visualize', help: 'write `modelc summary` or `modelc compile`, which print the graph' },
  { words: 'compare', help: 'write `modelc diff`' },
  { words: 'expand format fmt', help: 'write `modelc render`' },
  { words: 'upgrade update', help: 'write `modelc migrate`' },
  { words: 'install setup', help: 'write `modelc engine install`' },
  { words: 'init new create', help: 'write a file by hand, or copy one of `specs/`' },
  {
    words: 'predict infer eval evaluate serve',
    help: 'build a program, which does this: `modelc build spec.yaml --out model.ts`',
  },
];

const options: readonly Row[] = [
  { words: '--lr', option: '--learning-rate', help: 'write `--learning-rate`' },
  { words: '--bs --batch', option: '--batch-size', help: 'write `--batch-size`' },
  { words: '--batch-size --bs -b', option: '--batch', help: 'write `--batch`' },
  { words: '--iterations --max-steps --max-iter', option: '--steps', help: 'write `--steps`' },
  {
    words: '--val --validation --val-split --validation-split',
    option: '--validate',
    help: 'write `--validate IMAGES`',
  },
  { words: '--dataset --data-dir', option: '--data', help: 'write `--data FOLDER`' },
  { words: '-o --output --output-dir --save', option: '--out', help: 'write `--out`' },
  { words: '--framework --backend --lang --to', option: '--target', help: 'write `--target`' },
  {
    words: '--gpu --gpus --cuda --device',
    option: '--engine',
    help: 'remove it: engines run on the CPU, and `--engine` chooses one',
  },
  {
    words: '--resume --checkpoint --pretrained --load',
    option: '--epochs',
    help: 'remove it: a run always starts from initial weights',
  },
  {
    words: '--optimizer --optim --loss --schedule --scheduler --momentum --weight-decay --dropout --model --arch',
    option: '--epochs',
    help: 'write it into the spec: `train` has the settings of training',
  },
  { words: '--size --input-size --input-shape --image-size', option: '--input', help: 'write `--input`' },
  { words: '--json', option: '--format', help: 'write `--format json`' },
  { words: '--spec --config --file -c -f', help: 'write the path by itself, such as `modelc check spec.yaml`' },
  { words: '-v --verbose --debug', help: 'remove it: there is nothing more to print' },
  { words: '--define -D --param --let', option: '--set', help: 'write `--set name=value`' },
];

/** What to do about a usage error that commander found and has no suggestion for. */
export function explainUsage(
  { code, message }: CommanderError,
  program: Command,
  args: readonly string[],
): string | undefined {
  if (message.includes('Did you mean')) return undefined;
  const word = /'([^']*)'/.exec(message)?.[1] ?? '';
  if (code === 'commander.unknownCommand')
    return /\.(?:ya?ml|json)$/.test(word)
      ? `write what to do with it, such as \`modelc check ${word}\``
      : find(commands, word)?.help;
  if (code !== 'commander.unknownOption') return undefined;
  const command = program.commands.find((one) => one.name() === args[0]);
  const known = command?.options.map(({ long }) => long) ?? [];
  const rows = options.filter(({ option }) => option === undefined || known.includes(option));
  return find(rows, word.replace(/=.*/s, ''))?.help;
}

function find(rows: readonly Row[], word: string): Row | undefined {
  return rows.find(({ words }) => words.split(' ').includes(word));
}
