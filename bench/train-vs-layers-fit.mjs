// modelc's training on tfjs-node beside `LayersModel.fit` of tfjs on the same net, batches of 64, in turns, so that both meet
// the same noise.
//
//     node bench/train-vs-layers-fit.mjs [rounds]
import { measure, median, prepare } from './sources.mjs';

const STEPS = 15;
const rounds = Number(process.argv[2] ?? 15);
const { engine, trainer, batches, images } = await prepare('loadTensorflow', STEPS);
const { tf } = engine;

/** The Inception net by tfjs-layers. Its average pool leaves padding out of the mean, which costs the same. */
function layersModel() {
  const input = tf.input({ shape: [28, 28, 1] });
  const conv = (x, filters, kernelSize, padding = 'valid') =>
    tf.layers.conv2d({ filters, kernelSize, padding }).apply(x);
  const inception = (x) =>
    tf.layers
      .concatenate()
      .apply([
        conv(x, 16, 1),
        conv(conv(x, 16, 1), 24, 5, 'same'),
        conv(conv(conv(x, 16, 1), 24, 3, 'same'), 24, 3, 'same'),
        conv(tf.layers.averagePooling2d({ poolSize: 3, strides: 1, padding: 'same' }).apply(x), 24, 1),
      ]);
  const stem = (x, filters) =>
    tf.layers.reLU().apply(tf.layers.maxPooling2d({ poolSize: 2 }).apply(conv(x, filters, 5)));
  const features = inception(stem(inception(stem(input, 10)), 20));
  const outputs = tf.layers.dense({ units: 10 }).apply(tf.layers.flatten().apply(features));
  const model = tf.model({ inputs: input, outputs });
  if (model.countParams() !== 97298) throw new Error('the peer is another net');
  const loss = (labels, scores) => tf.losses.softmaxCrossEntropy(labels, scores);
  model.compile({ optimizer: tf.train.momentum(0.01, 0.9, true), loss });
  return model;
}

const peer = layersModel();
const bytes = Uint8Array.from(batches.flatMap((batch) => [...batch.images]));
const labels = Uint8Array.from(batches.flatMap((batch) => [...batch.labels]));
const x = tf.tidy(() => tf.tensor(bytes, [images, 28, 28, 1], 'float32').div(255).sub(0.1307).div(0.3081));
const y = tf.tidy(() => tf.oneHot(tf.tensor1d(labels, 'int32'), 10).toFloat());

const layersFit = () => peer.fit(x, y, { batchSize: 64, epochs: 1, shuffle: false, verbose: 0 });
const modelc = async () => {
  for (const [step, batch] of batches.entries()) await trainer.train(batch, 0.01, step);
};

await layersFit();
await modelc();
const ratios = [];
for (let round = 0; round < rounds; round++) {
  const theirs = await measure(images, layersFit);
  const ours = await measure(images, modelc);
  ratios.push(ours / theirs);
  console.log(`fit ${theirs.toFixed(0)}  modelc ${ours.toFixed(0)} images/s  ratio ${(ours / theirs).toFixed(2)}`);
}
console.log(`median ratio ${median(ratios).toFixed(2)}`);
