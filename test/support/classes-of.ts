import { emitPytorch } from '../../src/backends/pytorch/emit-pytorch';
import type { TypedGraph } from '../../src/graph/typed-graph';

/** A class of generated PyTorch. */
export interface WrittenClass {
  /** Without its name, which another program may number. */
  readonly text: string;
  readonly parameters: readonly string[];
}

/** The classes of a block's uses in the PyTorch of a graph. */
export function classesOf(graph: TypedGraph, block: string): readonly WrittenClass[] {
  const text = emitPytorch(graph);
  const name = `${block.charAt(0).toUpperCase()}${block.slice(1)}`;
  return [...text.matchAll(new RegExp(`^class ${name}(?!Layer)\\w*\\((.*(?:\\n(?:    .*)?)*)`, 'gm'))].map(
    ([, found = '']) => {
      const [, signature = ''] = /def __init__\(([^)]*)\)/.exec(found) ?? [];
      return { text: found.trim(), parameters: [...signature.matchAll(/(\w+): /g)].map(([, one = '']) => one) };
    },
  );
}
