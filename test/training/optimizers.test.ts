import { type Optimizer, slotsOf } from '../../src/schema/train';
import { optimizerRow } from '../../src/training/optimizers/optimizers';

const start = [0.5, -1.25, 2.0];
const gradients = [
  [0.1, -0.2, 0.3],
  [0.4, 0.05, -0.6],
  [-0.3, 0.25, 0.2],
  [0.15, -0.1, 0.9],
];
const rates = [0.1, 0.2, 0.05, 0.1];

const sgd = (settings: object): Optimizer => ({
  ...{ type: 'sgd', learning_rate: 1, momentum: 0, nesterov: false, weight_decay: 0 },
  ...settings,
});
const adam = (settings: object): Optimizer => ({
  ...{ type: 'adam', learning_rate: 1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  ...settings,
});

/** The weights after the four steps; gradients must stay as they were. */
function train(optimizer: Optimizer, decays = true): Float32Array {
  const row = optimizerRow(optimizer);
  const values = Float32Array.from(start);
  const slots = Array.from({ length: slotsOf(optimizer) }, () => new Float32Array(values.length));
  gradients.forEach((numbers, step) => {
    const gradient = Float32Array.from(numbers);
    row.update(optimizer, { values, slots, decays }, gradient, rates[step] as number, step);
    expect(gradient).toEqual(Float32Array.from(numbers));
  });
  return values;
}

// By torch.optim of PyTorch 2.13 in float64, the learning rate set before each step.
const table: readonly [string, Optimizer, readonly number[]][] = [
  ['plain SGD', sgd({}), [0.41, -1.2425, 1.99]],
  ['SGD that decays', sgd({ weight_decay: 0.1 }), [0.389240265, -1.1875379075, 1.90073655]],
  ['momentum', sgd({ momentum: 0.9 }), [0.35726, -1.21262, 1.95958]],
  ['Nesterov', sgd({ momentum: 0.9, nesterov: true }), [0.281534, -1.208858, 1.953622]],
  [
    'Nesterov that decays',
    sgd({ momentum: 0.9, nesterov: true, weight_decay: 0.1 }),
    [0.2253751462, -1.0528935478, 1.6971130584],
  ],
  ['Nesterov without momentum is plain', sgd({ nesterov: true }), [0.41, -1.2425, 1.99]],
  ['Adam', adam({}), [0.1839905945, -1.0726001327, 1.9362108437]],
  [
    'Adam, epsilon outside of the root',
    adam({ beta1: 0.5, beta2: 0.8, epsilon: 0.1 }),
    [0.2907573037, -1.1798769435, 1.9619976105],
  ],
];

test.each(table)('%s', (_name, optimizer, expected) => {
  expect(Array.from(train(optimizer))).toEqual(expected.map((value) => expect.closeTo(value, 6)));
});

test('weight decay leaves alone what does not decay', () => {
  expect(train(sgd({ weight_decay: 0.1 }), false)).toEqual(train(sgd({})));
});

test('the table tells optimizers apart: each row fails where another one is run', () => {
  const results = table.filter(([name]) => !name.includes('plain')).map(([, optimizer]) => String(train(optimizer)));
  expect(new Set(results).size).toBe(results.length);
});
