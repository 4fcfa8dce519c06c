import type { Target } from '../../../src/backends/target';

/** A flowchart for Mermaid, which GitHub and many editors draw. */
export const mermaid: Target = {
  summary: 'a Mermaid flowchart of the layers, with a frame around each block',
  output: 'file',
  options: [],
  refusals: {},
  limits: [],
  async emit({ graph }) {
    const { emitMermaid } = await import('./emit-mermaid.js');
    return [{ name: 'model.mmd', content: emitMermaid(graph) }];
  },
  describe: (out) => `GitHub draws ${out} in Markdown, in a block of the language \`mermaid\``,
};
