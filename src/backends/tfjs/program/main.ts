import type { Graph } from '../../../graph/graph';
import type { Section } from '../program-parts';
import type { OutputsCode } from './outputs';

/** Prediction and the command line of the generated program. `isClassifier`: the main output has a score for each class. */
export function mainCode(graph: Graph, isClassifier: boolean, outputs: OutputsCode): Section {
  const trains = graph.train !== undefined;
  return {
    code: [predict(graph, isClassifier, outputs), main(graph, isClassifier, trains), GUARD],
    uses: ['readIdx', 'loadWeights', ...(trains ? (['saveWeights'] as const) : [])],
  };
}

function predict({ inputs }: Graph, isClassifier: boolean, { pick, inference }: OutputsCode): string {
  const single = inputs.length === 1;
  const given = single ? 'file: string' : 'files: string[]';
  const of = single ? 'each image of an idx file' : 'each row of idx files, one for each input';
  const doc = isClassifier ? `The class of ${of}.` : `The output of the model for ${of}.`;
  const model = inference ? 'inferenceModel(model)' : 'model';
  const input = single
    ? `const { shape, data } = readIdx(file);
  return tf.tidy(() => {
    const input = preprocess(tf.tensor(data, [shape[0] ?? 0, ...INPUT_SHAPE], 'int32'));`
    : `return tf.tidy(() => {
    const input = Object.entries(INPUTS).map(([name, { shape, preprocess }], index) => {
      const file = readIdx(files[index] ?? \`a file for \${name}\`);
      return preprocess(tf.tensor(file.data, [file.shape[0] ?? 0, ...shape], 'int32'));
    });`;
  const type = pick === '' ? 'tf.Tensor2D' : 'tf.Tensor2D[]';
  const output = pick === '' ? `${model}.predict(input) as ${type}` : `(${model}.predict(input) as ${type})${pick}`;
  const result = isClassifier
    ? `const scores = ${output};
    return scores.argMax<tf.Tensor1D>(1).arraySync();`
    : `const output = ${output};
    return output.arraySync();`;
  return `
/** ${doc} */
export function predict(model: tf.LayersModel, ${given}): ${isClassifier ? 'number' : 'unknown'}[] {
  ${input}
    ${result}
  });
}`;
}

function main({ inputs }: Graph, isClassifier: boolean, trains: boolean): string {
  const single = inputs.length === 1;
  const files = single ? 'IMAGES' : inputs.map(({ name }) => name.toUpperCase()).join(' ');
  const given = single ? 'second' : '[second, ...others]';
  const training = `if (command === 'train' && first) {
    const weights = second ?? 'weights.safetensors';
    saveWeights(train(first), weights);
    console.log(\`wrote \${weights}\`);
  } else `;
  const usage = [
    ...(trains ? ['train FOLDER [WEIGHTS]', `predict WEIGHTS ${files}`] : [`predict WEIGHTS ${files}`]),
  ].map((words, index) => `${index === 0 ? 'usage:' : '      '} node model.js ${words}`);
  const print = isClassifier
    ? `console.log(predict(model, ${given}).join('\\n'));`
    : `for (const output of predict(model, ${given})) console.log(JSON.stringify(output));`;
  return `
function main([command, first, second${single ? '' : ', ...others'}]: string[]): void {
  ${trains ? training : ''}if (command === 'predict' && first && second) {
    const model = createModel();
    loadWeights(model, first);
    ${print}
  } else {
    ${usage.map((line) => `console.error('${line}');`).join('\n    ')}
    process.exitCode = 2;
  }
}`;
}

const GUARD = `
if (typeof require !== 'undefined' && require.main === module) main(process.argv.slice(2));`;
