import { mainOutput, type Node, type Scope, UNKNOWN_ID, type ValueId } from '../../graph/graph';
import type { Call, Chain } from '../source/plan-body';
import { type Frame, localPrefix, type Program } from './frame';
import type { Conditional } from './statements';

/** Named after the path that the chain ends, `output` for the model's, else the last name from the spec in it, else the last layer. */
export function wishForChain(program: Program, frame: Frame, { nodes, result }: Chain): string {
  const { graph, paths, scopes } = program;
  const last = nodes.at(-1) as Node;
  const scope = scopeText(scopes.get(last), localPrefix(frame));
  if (scope !== '' && paths.get(result) === scopes.get(last)?.localName) return scope;
  if (result === mainOutput(graph).value && frame.prefix === '' && !last.named) return 'output';
  return `${scope}${nodes.findLast((node) => node.named)?.localName ?? last.localName}`;
}

export function wishForExport(
  { paths, scopes }: Program,
  frame: Frame,
  { use }: Call,
  { value, key }: { readonly value: ValueId; readonly key: string },
): string {
  const scope = scopeText(scopes.get(use), localPrefix(frame));
  const isResult = value === use.body.result || value < UNKNOWN_ID;
  if (!isResult) return `${scope}${use.localName}/${key}`;
  if (scope !== '' && paths.get(value) === scopes.get(use)?.localName) return scope;
  return `${scope}${use.localName}${isUnnamed(use.localName, use) ? '/output' : ''}`;
}

/** The path that the item ends, or its own name, as in every use of the block. */
export function wishForConditional({ path, condition: { localName }, item: { step } }: Conditional): string {
  return path ?? (step.type === 'use' && isUnnamed(localName, step.use) ? `${localName}/output` : localName);
}

/** Whether a use has the name of its block, which the function has too. */
function isUnnamed(localName: string, { block }: Call['use']): boolean {
  return localName === block || localName.startsWith(`${block}_`);
}

/** The scope of a name within a function: `five/`, or empty. */
export function scopeText(scope: Scope | undefined, prefix: string): string {
  return scope ? `${scope.name}/`.slice(prefix.length) : '';
}
