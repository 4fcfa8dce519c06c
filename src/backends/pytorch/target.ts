import type { Target } from '../target';

/** A Python module with the model as a `torch.nn.Module`. */
export const pytorch: Target = {
  summary: 'a Python module with the model for PyTorch',
  output: 'folder',
  options: [],
  refusals: {},
  limits: [],
  async emit({ graph }) {
    const { emitPytorch } = await import('./emit-pytorch.js');
    return [{ name: 'model.py', content: emitPytorch(graph) }];
  },
  describe: () =>
    'where torch is installed, `from model import Model, preprocess`; `modelc convert --to pytorch` gives it trained weights',
  async weightForm(graph) {
    const { weightForm } = await import('./weight-form.js');
    return weightForm(graph);
  },
};
