import type { BlockUse, Body, Node, Scope, Step } from './graph';

/** A step that computes: a layer, or the use of a block. */
export type PlainStep = Extract<Step, { readonly type: 'node' | 'use' }>;

/** The scopes directly inside a step, in order. */
export function scopesIn(step: Step): readonly Scope[] {
  switch (step.type) {
    case 'node':
      return [];
    case 'use':
      return [step.use];
    case 'repeat':
      return step.repeat.iterations;
    case 'branch':
      return step.branch.paths;
    case 'side':
      return [step.side];
  }
}

/**
 * The layers and uses of blocks of a body, including those in its repeats, branches and side paths, in order; not those inside
 * a block.
 */
export function flatSteps({ steps }: Body): PlainStep[] {
  return steps.flatMap((step) =>
    step.type === 'node' || step.type === 'use' ? [step] : scopesIn(step).flatMap(({ body }) => flatSteps(body)),
  );
}

/** Every node of a body, including inner bodies, in the order of the graph. */
export function nodesIn({ steps }: Pick<Body, 'steps'>): Node[] {
  return steps.flatMap((step) =>
    step.type === 'node' ? [step.node] : scopesIn(step).flatMap(({ body }) => nodesIn(body)),
  );
}

/** The innermost scope around each layer and each use of a block; none for those that no scope is around. */
export function enclosingScopes(body: Body): ReadonlyMap<Node | BlockUse, Scope> {
  const scopes = new Map<Node | BlockUse, Scope>();
  const visit = ({ steps }: Body, scope?: Scope): void => {
    for (const step of steps) {
      const item = step.type === 'node' ? step.node : step.type === 'use' ? step.use : undefined;
      if (item && scope) scopes.set(item, scope);
      for (const inner of scopesIn(step)) visit(inner.body, inner);
    }
  };
  visit(body);
  return scopes;
}
