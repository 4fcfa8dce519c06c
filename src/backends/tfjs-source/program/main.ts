/** Prediction and the command line of the generated program. `isClassifier`: the output is a score for each class. */
export function mainCode(isClassifier: boolean, trains: boolean): string[] {
  return [isClassifier ? PREDICT_CLASSES : PREDICT_VALUES, main(isClassifier, trains), GUARD];
}

const PREDICT_CLASSES = `
/** The class of each image of an idx file. */
export function predict(model: tf.LayersModel, file: string): number[] {
  const { shape, data } = readIdx(file);
  return tf.tidy(() => {
    const input = preprocess(tf.tensor(data, [shape[0] ?? 0, ...INPUT_SHAPE], 'int32'));
    const scores = model.predict(input) as tf.Tensor2D;
    return scores.argMax<tf.Tensor1D>(1).arraySync();
  });
}`;

const PREDICT_VALUES = `
/** What the model makes of each image of an idx file. */
export function predict(model: tf.LayersModel, file: string): unknown[] {
  const { shape, data } = readIdx(file);
  return tf.tidy(() => {
    const input = preprocess(tf.tensor(data, [shape[0] ?? 0, ...INPUT_SHAPE], 'int32'));
    const output = model.predict(input) as tf.Tensor2D;
    return output.arraySync();
  });
}`;

function main(isClassifier: boolean, trains: boolean): string {
  const training = `if (command === 'train' && first) {
    const weights = second ?? 'weights.safetensors';
    saveWeights(train(first), weights);
    console.log(\`wrote \${weights}\`);
  } else `;
  const usage = [...(trains ? ['train FOLDER [WEIGHTS]', 'predict WEIGHTS IMAGES'] : ['predict WEIGHTS IMAGES'])].map(
    (words, index) => `${index === 0 ? 'usage:' : '      '} node model.js ${words}`,
  );
  const print = isClassifier
    ? "console.log(predict(model, second).join('\\n'));"
    : 'for (const output of predict(model, second)) console.log(JSON.stringify(output));';
  return `
function main([command, first, second]: string[]): void {
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
