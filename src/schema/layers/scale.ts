import { number } from '../field';
import { defineLayer } from '../layer';

/** Source: Szegedy et al., "Inception-v4, Inception-ResNet" (2016), section 3.3: scaling of residuals. */
export const scale = defineLayer({
  doc: 'Multiplies each value by a fixed factor, as for residual connections. Does not change the shape.',
  takes: 'any',
  traits: { elementwise: true },
  fields: { factor: number({ doc: 'The factor.' }) },
  infer: (input) => ({ output: input }),
});
