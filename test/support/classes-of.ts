import { emitPytorch } from '../../src/backends/pytorch/emit-pytorch';
import type { TypedGraph } from '../../src/graph/typed-graph';

/** A class of generated PyTorch. */
export interface WrittenClass {
  /** Without its name. */
  readonly text: string;
  /** The same without the names of variables in `forward`, which can be others in another program. */
  readonly meaning: string;
  readonly parameters: readonly string[];
}

/** The classes of a block's uses in the PyTorch of a graph. */
export function classesOf(graph: TypedGraph, block: string): readonly WrittenClass[] {
  const text = emitPytorch(graph);
  const name = `${block.charAt(0).toUpperCase()}${block.slice(1)}`;
  return [...text.matchAll(new RegExp(`^class ${name}(?!Layer)\\w*\\((.*(?:\\n(?:    .*)?)*)`, 'gm'))].map(
    ([, found = '']) => {
      const [, signature = ''] = /def __init__\(([^)]*)\)/.exec(found) ?? [];
      return {
        text: found.trim(),
        meaning: withoutNames(found.trim()),
        parameters: [...signature.matchAll(/(\w+): /g)].map(([, one = '']) => one),
      };
    },
  );
}

/** A class with its variables of `forward` numbered by the order in which they are assigned. */
function withoutNames(text: string): string {
  const [init = '', forward] = text.split(/(?=^ *def forward)/m);
  if (forward === undefined) return text;
  const numbers = new Map<string, number>();
  let count = 0;
  const renamed = (code: string): string =>
    code.replaceAll(/(?<![.\w])[a-z]\w*(?!=|\w)/g, (name) => (numbers.has(name) ? `v${numbers.get(name)}` : name));
  const assign = (names: string): string => {
    for (const name of names.split(', ')) numbers.set(name, count++);
    return renamed(names);
  };
  const [head = '', ...statements] = forward.split(/\n {8}(?=[^ )])/);
  const inputs = [...head.matchAll(/(\w+): Tensor/g)].map(([, name = '']) => name);
  assign(inputs.join(', '));
  const lines = statements
    .flatMap((statement) => statement.split(/\n {12}(?=x|out|[a-z_0-9]+ = )/))
    .map((statement) => {
      const [, names, code] = /^([\w, ]+?)(?:: Tensor)? = ([\s\S]*)$/.exec(statement) ?? [];
      if (names === undefined || code === undefined) return renamed(statement);
      const right = renamed(code);
      return `${assign(names)} = ${right}`;
    });
  return [init, ...lines].join('\n');
}
