import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emitPytorch } from '../../src/backends/pytorch/emit-pytorch';
import type { TypedGraph } from '../../src/graph/typed-graph';
import { runPython } from '../targets/python';

/** The greatest relative differences of a graph from a model of torchvision or `papers.py` with the same weights, by what is compared. */
export function differencesFrom(
  model: string,
  graph: TypedGraph,
  shapes: string,
  ...flags: readonly string[]
): Readonly<Record<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'modelc-zoo-'));
  try {
    writeFileSync(join(folder, 'model.py'), emitPytorch(graph));
    const { code, stdout, said } = runPython([join(__dirname, 'compare_pytorch.py'), folder, model, shapes, ...flags]);
    if (code !== 0) throw new Error(said);
    return JSON.parse(stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Differences by rounding errors only. */
export function expectEqual({ output, gradients, statistics }: Readonly<Record<string, number>>): void {
  expect(output).toBeLessThan(1e-9);
  expect(gradients).toBeLessThan(1e-7);
  expect(statistics).toBeLessThan(1e-9);
}
