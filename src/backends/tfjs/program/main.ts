import type { InputNode } from '../../../graph/graph';
import type { TypedGraph } from '../../../graph/typed-graph';
import type { TrainSettings } from '../../../schema/train';
import type { PartName, Section } from '../program-parts';
import type { OutputsCode } from './outputs';
import { predictCode, type Scores } from './predict';

/** Prediction and the command line of the generated program. `scores`: what the main output gives for each class, if it does. */
export function mainCode(graph: TypedGraph, scores: Scores | undefined, outputs: OutputsCode): Section {
  const { inputs, train } = graph;
  const read = readerOf(inputs);
  const always = [read, 'parsePrediction', 'chosen', 'isEntryPoint', 'loadModel'] as const;
  const uses: readonly PartName[] = [...always, ...(train ? (['runTraining'] as const) : [])];
  return { code: [predictCode(inputs, scores, outputs), ...commandLine({ inputs, scores, train, read })], uses };
}

/** What the command line depends on. */
interface CommandLine {
  readonly inputs: readonly InputNode[];
  readonly scores: Scores | undefined;
  readonly train: TrainSettings | undefined;
  readonly read: 'readImages' | 'readRows';
}

function commandLine(program: CommandLine): readonly string[] {
  return [runPrediction(program), help(program), main(program), GUARD];
}

/** tfjs-node decodes pictures to 1, 3 or 4 channels. */
function readerOf([input, ...others]: readonly InputNode[]): 'readImages' | 'readRows' {
  const isImage = input?.axes.length === 3 && input.axes.includes('height');
  return isImage && others.length === 0 && [1, 3, 4].includes(input.shape[2] ?? 0) ? 'readImages' : 'readRows';
}

function fileWords(inputs: readonly InputNode[]): string {
  return inputs.length === 1 ? 'FILE...' : inputs.map(({ name }) => name.toUpperCase()).join(' ');
}

function runPrediction({ inputs, scores, read }: CommandLine): string {
  const row = scores ? '${describe(row)}' : '${JSON.stringify(row)}';
  const open = read === 'readImages' ? 'readImages(file)' : 'readRows(file, INPUT_SHAPE)';
  const rows = `.arraySync()${scores ? '' : ' as unknown[]'}`;
  const each = `for (const file of files) {
    const rows = predict(model, chosen(${open}, index))${rows};
    for (const [at, row] of rows.entries()) console.log(\`\${file}\${rows.length > 1 ? \` [\${at}]\` : ''}: ${row}\`);
  }`;
  const together = `if (files.length !== ${inputs.length}) throw new Error('predict takes ${inputs.length} files after the model; see --help');
  const shapes = Object.values(INPUTS).map(({ shape }) => shape);
  const values = files.map((file, at) => chosen(readRows(file, shapes[at] ?? []), index));
  for (const row of predict(model, values)${rows}) console.log(\`${row}\`);`;
  return `
/** \`predict MODEL ${fileWords(inputs)} [--index N]\` */
async function runPrediction(args: string[]): Promise<void> {
  const { path, files, index } = parsePrediction(args);
  const model = await loadModel(path);
  ${inputs.length === 1 ? each : together}
}${scores ? describe(scores) : ''}`;
}

function describe({ word }: Scores): string {
  return `

function describe(scores: number[]): string {
  const best = scores.indexOf(Math.max(...scores));
  return \`class \${best}, ${word} \${scores[best]?.toFixed(4)}\`;
}`;
}

function help({ inputs, scores, train, read }: CommandLine): string {
  const what = scores ? `the class with the highest ${scores.word}` : 'the output of the model';
  const each = inputs.length === 1 ? 'each row of an idx file' : 'each row of idx files, one for each input';
  const of = read === 'readImages' ? 'each PNG or JPEG picture and each image of an idx file' : each;
  const usage = [...(train ? ['train FOLDER [options]'] : []), `predict MODEL ${fileWords(inputs)} [--index N]`];
  const lines = [
    ...usage.map((words, index) => `${index === 0 ? 'usage:' : '      '} node model.js ${words}`),
    ...(train ? trainingHelp(train) : []),
    '',
    `predict prints ${what}, for ${of};`,
    'with --index, only for the one at this index of an idx file.',
    '',
    'MODEL: a file of weights (.safetensors), or a folder for tf.loadLayersModel.',
  ];
  return `
const HELP = \`${lines.join('\n')}\`;`;
}

function trainingHelp({ epochs, batchSize, seed, optimizer }: TrainSettings): readonly string[] {
  return [
    '',
    'train reads the four idx files of a folder, with the names of those of MNIST, plain or with .gz.',
    `  --epochs N            default: ${epochs}`,
    `  --batch-size N        default: ${batchSize}`,
    `  --learning-rate RATE  default: ${optimizer.learning_rate}`,
    `  --seed N              default: ${seed}`,
    '  --load MODEL          start from a saved model',
    '  --save MODEL          default: weights.safetensors',
  ];
}

function main({ train }: CommandLine): string {
  return `
async function main(args: string[]): Promise<void> {
  const [command, ...others] = args;
  if (args.includes('--help')) console.log(HELP);
  ${train ? "else if (command === 'train') await runTraining(others);\n  " : ''}else if (command === 'predict') await runPrediction(others);
  else {
    if (command !== undefined) console.error(\`unknown command '\${command}'\\n\`);
    console.error(HELP);
    process.exitCode = 2;
  }
}`;
}

const GUARD = `
if (isEntryPoint()) {
  main(process.argv.slice(2)).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    console.error(message.replaceAll('\\n', ' '));
    process.exitCode = 1;
  });
}`;
