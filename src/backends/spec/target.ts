import type { Target } from '../target';

/** An equivalent spec, written out in full. */
export const spec: Target = {
  summary: 'the spec written out in full: no blocks, repeats, branches or expressions',
  output: 'file',
  options: [],
  refusals: {},
  limits: [],
  async emit({ graph }) {
    const { renderSpec } = await import('./render-spec.js');
    return [{ name: 'spec.yaml', content: renderSpec(graph) }];
  },
  describe: () => 'it is a spec that means the same',
};
