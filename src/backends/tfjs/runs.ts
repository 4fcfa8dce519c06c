import type { Iteration, Repeat } from '../../graph/graph';
import { nodesIn } from '../../graph/walk';
import type { Program } from './frame';

/** The iterations of a repeat, with those together that may be turns of one loop. */
export function runsOf({ graph, live, sharing }: Program, repeat: Repeat): readonly (readonly Iteration[])[] {
  const runs: Iteration[][] = [];
  let last: string | undefined;
  for (const iteration of repeat.iterations) {
    const described = describeTurn(iteration);
    const loops = sharing.sharers.size === 0 && described !== '' && isClosed(graph, live, iteration);
    if (loops && described === last) runs.at(-1)?.push(iteration);
    else runs.push([iteration]);
    last = loops ? described : undefined;
  }
  return runs;
}

/** What is the same in iterations that may be turns of one loop: their layers, but for attributes that are expressions. */
function describeTurn({ name, body }: Iteration): string {
  const parts = nodesIn(body).map((node) => {
    const written = new Set([...node.symbols.keys()].map((key) => key.split('/')[0]));
    const attributes = Object.entries(node.attributes ?? {}).filter(([key]) => !written.has(key));
    return [node.kind, node.name.slice(name.length), attributes];
  });
  return parts.length === 0 ? '' : JSON.stringify(parts);
}

/** Whether an iteration takes one value, and gives only its result to the rest of the graph. */
function isClosed(graph: Program['graph'], live: Program['live'], { body }: Iteration): boolean {
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
