import { typingOf } from '../../graph/typed-graph';
import { nodesOfModel } from '../../graph/unread';
import type { Target } from '../target';

/** Axes of a value beside the batch. */
const MOST_AXES = 5;

/** A program in TypeScript for tfjs-node, which computes in f32. */
export const tfjs: Target = {
  summary: 'a TypeScript program for tfjs-node that trains and runs the model',
  output: 'file',
  options: [],
  packages: ['ts-morph'],
  refusals: {},
  limits: [
    {
      doc: '`precision: bf16`: its programs train in f32',
      check({ graph: { train, precisionSpan } }, report) {
        if (!train || !precisionSpan || train.precision === 'f32') return;
        report.add('target/unsupported', precisionSpan, {
          target: 'tfjs',
          what: `\`precision: ${train.precision}\``,
          reason: 'its programs train in f32 only',
          help: `remove \`precision\`, or train with \`modelc train --precision ${train.precision}\``,
        });
      },
    },
    {
      doc: 'values of more than five axes: its tensors have at most six, and one of them is the batch',
      check({ graph }, report) {
        const values = [
          ...graph.inputs.map(({ shape, site }) => ({ axes: shape.length, site })),
          ...nodesOfModel(graph).map(({ id, site }) => ({ axes: typingOf(graph, id).output.length, site })),
        ];
        const first = values.find(({ axes }) => axes > MOST_AXES);
        if (!first) return;
        report.add('target/unsupported', first.site.span, {
          target: 'tfjs',
          what: `a value of ${first.axes} axes`,
          reason: `its tensors have at most ${MOST_AXES}, and the batch`,
          help: 'choose another target, or `reshape` the value',
        });
      },
    },
  ],
  async emit({ graph }) {
    const { emitTfjs } = await import('./emit-tfjs.js');
    return [{ name: 'model.ts', content: await emitTfjs(graph) }];
  },
  describe(out) {
    if (!/\.[cm]?ts$/.test(out)) return 'it is TypeScript for tfjs-node';
    const compiled = out.replace(/(\.[cm]?)ts$/, '$1js');
    return `first \`npm install @tensorflow/tfjs-node\`; then run it with \`node ${out}\` (Node.js 22.18 or later), or compile it with \`npx tsc --target es2022 --module commonjs --skipLibCheck ${out}\` and run \`node ${compiled}\``;
  },
};
