import type { Iteration, Repeat } from '../../graph/graph';
import { nodesIn } from '../../graph/walk';
import type { Program } from './frame';

/** Iterations of a repeat that follow each other. `isLoop`: each has the same code, over the value of the one before. */
export interface Run {
  readonly turns: readonly Iteration[];
  readonly isLoop: boolean;
}

/** The iterations of a repeat, with those together that have the same code. */
export function runsOf(program: Program, repeat: Repeat, codeOf: (iteration: Iteration) => string): readonly Run[] {
  const runs: { turns: Iteration[]; isLoop: boolean; code: string | undefined }[] = [];
  for (const iteration of repeat.iterations) {
    const code = isClosed(program, iteration) ? codeOf(iteration) : undefined;
    const last = runs.at(-1);
    if (last && code !== undefined && code === last.code) last.turns.push(iteration);
    else runs.push({ turns: [iteration], isLoop: code !== undefined, code });
  }
  return runs;
}

/** Whether an iteration takes one value, and gives only its result to the rest of the graph. */
function isClosed({ graph, live, sharing }: Program, { body }: Iteration): boolean {
  if (sharing.sharers.size > 0) return false;
  const nodes = new Set(nodesIn(body));
  const own = new Set([...nodes].map(({ id }) => id));
  const read = [
    ...graph.nodes.flatMap((node) => (nodes.has(node) ? [] : node.inputs)),
    ...graph.outputs.map(({ value }) => value),
  ];
  const isLive = [...own].every((id) => live.nodes.has(id));
  return (
    body.inputs.length === 1 && own.has(body.result) && isLive && read.every((id) => !own.has(id) || id === body.result)
  );
}
