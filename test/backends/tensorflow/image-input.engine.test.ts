import { GraphProgram } from '../../../src/backends/tensorflow/program/graph-program';
import { byteInput } from '../../../src/backends/tensorflow/program/image-input';
import { preprocessor } from '../../../src/engines/eager/preprocess';
import type { Engine } from '../../../src/engines/engine';
import { loadGraph } from '../../../src/engines/graph/graph-session';
import { onlyInput } from '../../../src/graph/graph';
import { loadEngine } from '../../support/load-engine';
import { graphOf } from '../../training/loop/support';

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine('graph');
}, 60_000);

const SAMPLES = 3;

test.each([
  ['nothing is said', '{ height: 3, width: 5, channels: 2 }'],
  ['one number for all channels', '{ height: 3, width: 5, channels: 2, preprocess: { mean: 0.3, std: 0.2 } }'],
  [
    'each channel has its own',
    '{ height: 3, width: 5, channels: 3, preprocess: { mean: [0.4, 0.5, 0.6], std: [0.2, 0.25, 0.3] } }',
  ],
  [
    'there is one mean, and a deviation for each',
    '{ height: 2, width: 3, channels: 2, preprocess: { mean: 0.5, std: [0.2, 0.3] } }',
  ],
  ['features have theirs', '{ features: 5, preprocess: { mean: [0, 0.1, 0.2, 0.3, 0.4], std: 0.5 } }'],
])('bytes are preprocessed in the graph as everywhere else where %s', async (_name, written) => {
  const { tf } = engine;
  const input = onlyInput(graphOf(`modelc: 1\ninput: ${written}\nlayers: [flatten, { dense: { units: 2 } }]\n`));
  const size = input.shape.reduce((product, length) => product * length, 1);
  const bytes = Uint8Array.from({ length: 4 * Math.ceil((SAMPLES * size) / 4) }, (_, index) => (index * 37) % 256);
  const program = new GraphProgram();
  const words = program.g.placeholder('words', 'int32', [-1]);
  const count = program.g.placeholder('count', 'int32', []);
  const { values } = byteInput(program.g, input, words, count);
  const fed = new Map([
    ['words', [words]],
    ['count', [count]],
  ] as const);
  program.sign('preprocess', fed, new Map([['values', [values]]]));
  const file = { bytes: program.encode(), signatures: program.encodeSignatures() };
  const session = await loadGraph(tf, file, ['preprocess']);
  const given = {
    words: tf.tensor1d(new Int32Array(bytes.buffer), 'int32'),
    count: tf.scalar(SAMPLES, 'int32'),
  };
  const { values: found } = session.run('preprocess', given);
  expect(found?.shape).toEqual([SAMPLES, ...input.shape]);
  const wanted = preprocessor(input)(bytes.subarray(0, SAMPLES * size));
  expect([...(found?.dataSync() ?? [])]).toEqual([...wanted].map((value) => expect.closeTo(value, 5)));
  session.dispose();
});
