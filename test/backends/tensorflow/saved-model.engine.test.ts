import { createRequire } from 'node:module';
import path from 'node:path';
import { relu, scale } from '../../../src/backends/tensorflow/ops/arithmetic';
import { GraphProgram } from '../../../src/backends/tensorflow/program/graph-program';
import { flag, float, int, ints, shape, tensor, text, type } from '../../../src/backends/tensorflow/proto/attribute';
import { encodeSavedModel, type NodeDef } from '../../../src/backends/tensorflow/proto/saved-model';
import { locateTensorflow } from '../../../src/engines/tfjs-node/locate';

/** TensorFlow's own reader of these messages, which comes with tfjs-node. */
function decode(bytes: Uint8Array): Record<string, unknown> {
  const place = locateTensorflow().find(({ state }) => state === 'usable');
  if (place?.state !== 'usable') throw new Error('there is no native engine: run `npx modelc engine install`');
  const require = createRequire(path.join(place.packageDirectory, 'package.json'));
  const { SavedModel } = require('./dist/proto/api_pb.js');
  return SavedModel.deserializeBinary(bytes).toObject();
}

function attributesOf(node: NodeDef): Record<string, Record<string, unknown>> {
  const { metaGraphsList } = decode(encodeSavedModel([node], new Map())) as never as {
    metaGraphsList: { graphDef: { nodeList: { attrMap: [string, Record<string, unknown>][] }[] } }[];
  };
  return Object.fromEntries(metaGraphsList[0]?.graphDef.nodeList[0]?.attrMap ?? []);
}

test('every kind of attribute is read back by tfjs-node', () => {
  const content = new Uint8Array(Float32Array.of(1.5, -2).buffer);
  const found = attributesOf({
    name: 'a/b',
    operation: 'Op',
    inputs: ['x', 'y:1', '^z'],
    attributes: {
      whole: int(-3),
      large: int(2 ** 40),
      real: float(0.25),
      truth: flag(true),
      words: text('EXPLICIT'),
      kind: type('bfloat16'),
      list: ints([0, 300, -1]),
      none: ints([]),
      sizes: shape([-1, 28, 1]),
      unknown: shape(undefined),
      constant: tensor('float32', [2], content),
    },
  });
  expect(found.whole?.i).toBe(-3);
  expect(found.large?.i).toBe(2 ** 40);
  expect(found.real?.f).toBe(0.25);
  expect(found.truth?.b).toBe(true);
  expect(Buffer.from(found.words?.s as string, 'base64').toString()).toBe('EXPLICIT');
  expect(found.kind?.type).toBe(14);
  expect(found.list?.list).toMatchObject({ iList: [0, 300, -1] });
  expect(found.none?.list).toMatchObject({ iList: [] });
  expect(found.sizes?.shape).toMatchObject({ dimList: [{ size: -1 }, { size: 28 }, { size: 1 }] });
  expect(found.unknown?.shape).toMatchObject({ unknownRank: true });
  expect(found.constant?.tensor).toMatchObject({ dtype: 1, tensorShape: { dimList: [{ size: 2 }] } });
  expect(found.constant?.tensor).toMatchObject({ tensorContent: Buffer.from(content).toString('base64') });
});

test('a signature names its feeds and fetches, and unused operations are left out', () => {
  const program = new GraphProgram();
  const x = program.g.placeholder('x', 'float32', [-1, 2]);
  const y = relu(program.g, scale(program.g, x, 2));
  relu(program.g, y);
  program.sign('double', new Map([['x', [x, [-1, 2]]]]), new Map([['y', [y]]]));
  const model = decode(program.encode()) as never as { metaGraphsList: readonly Record<string, never>[] };
  const [graph] = model.metaGraphsList;
  expect(graph?.metaInfoDef).toMatchObject({ tagsList: ['serve'] });
  const names = ['x', 'Const', 'Mul', 'Relu'];
  expect(graph?.graphDef).toMatchObject({ nodeList: names.map((name) => ({ name })) });
  const inputsMap = [['x', { name: 'x:0', dtype: 1 }]];
  const outputsMap = [['y', { name: 'Relu:0', dtype: 1 }]];
  const methodName = 'tensorflow/serving/predict';
  expect(graph?.signatureDefMap).toMatchObject([['double', { inputsMap, outputsMap, methodName }]]);
});
