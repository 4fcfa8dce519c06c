import type { Tensor } from '@tensorflow/tfjs-core';
import { compile } from '../../../src/compiler/compile';
import { messageOf } from '../../../src/diagnostics/wording';
import { createLiveModel, type LiveModel } from '../../../src/engines/eager/live-model';
import type { Tf } from '../../../src/engines/engine';
import type { TypedGraph } from '../../../src/graph/typed-graph';
import { type Formula, type LayerFixture, numbers } from '../../fixtures/pytorch/fixtures';
import { forwardOne } from '../../support/forward-one';

/** The results of a forward and backward pass, by name: `output`, `gradient/input`, `gradient/c/kernel`, `statistic/n/moving_mean`. */
export type Results = ReadonlyMap<string, ArrayLike<number>>;

/** The graph of a spec; throws if the spec has errors. */
export function graphOf(text: string): TypedGraph {
  const { ok, graph, diagnostics } = compile(text);
  if (!ok || !graph) throw new Error(diagnostics.map(messageOf).join('; '));
  return graph;
}

/** The graph of items for an input shape that includes the batch. */
export function graphOfLayers(layers: readonly unknown[], input: readonly number[]): TypedGraph {
  return graphOf(JSON.stringify({ modelc: 1, name: 'fixture', input: { shape: input.slice(1) }, layers }));
}

export function tensorOf(tf: Tf, formula: Formula): Tensor {
  return tf.tensor(numbers(formula), [...formula.shape]);
}

/** Loads the weights of a fixture into a model; throws if the two do not have the same ones. */
export function setWeights(tf: Tf, model: LiveModel, weights: Readonly<Record<string, Formula>>): void {
  const missing = [...model.variables.keys()].filter((key) => !Object.hasOwn(weights, key));
  if (missing.length > 0) throw new Error(`the fixture has no ${missing.join(', ')}`);
  for (const [key, formula] of Object.entries(weights)) {
    const variable = model.variables.get(key);
    if (!variable) throw new Error(`the model has no ${key}`);
    tf.tidy(() => variable.assign(tensorOf(tf, formula)));
  }
}

/** The output, a scalar `score` of it, and the score's gradients. `score` runs inside a tidy. */
export function passAndBack(
  tf: Tf,
  model: LiveModel,
  input: Formula,
  training: boolean,
  score: (output: Tensor) => Tensor,
): Results {
  const trained = [...model.variables].filter(([, variable]) => variable.trainable);
  const results = new Map<string, ArrayLike<number>>();
  tf.tidy(() => {
    const gradients = tf.grads((x) => {
      const output = forwardOne(model, x as Tensor, { training, step: 0 });
      const value = tf.reshape(score(output), []);
      // Read here, since only the returned tensor outlives the function.
      results.set('output', output.dataSync()).set('loss', value.dataSync());
      return value;
    })([tensorOf(tf, input), ...trained.map(([, variable]) => variable)]);
    for (const [index, key] of ['input', ...trained.map(([key]) => key)].entries())
      results.set(`gradient/${key}`, (gradients[index] as Tensor).dataSync());
  });
  return results;
}

/** A fixture on an engine; `layers` other than its own make a deliberately wrong model. */
export function runFixture(tf: Tf, fixture: LayerFixture, layers = fixture.layers): Results {
  const model = createLiveModel(graphOfLayers(layers, fixture.input.shape), tf, 1);
  try {
    setWeights(tf, model, fixture.weights);
    const score = (output: Tensor): Tensor => tf.sum(tf.mul(output, tensorOf(tf, fixture.upstream)));
    const results = passAndBack(tf, model, fixture.input, fixture.training, score);
    const statistics = [...model.variables].filter(([, variable]) => !variable.trainable);
    return new Map([
      ...[...results].filter(([key]) => key !== 'loss'),
      ...statistics.map(([key, variable]) => [`statistic/${key}`, variable.dataSync()] as const),
    ]);
  } finally {
    model.dispose();
  }
}

/** PyTorch's results for a fixture. */
export function expectedOf({ output, gradients, statistics }: LayerFixture): Results {
  return new Map<string, ArrayLike<number>>([
    ['output', output],
    ...Object.entries(gradients).map(([key, values]) => [`gradient/${key}`, values] as const),
    ...Object.entries(statistics).map(([key, values]) => [`statistic/${key}`, values] as const),
  ]);
}
