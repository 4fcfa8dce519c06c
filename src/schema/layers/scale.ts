import { number } from '../field';
import { defineLayer } from '../layer';

/** Source: Szegedy et al., "Inception-v4, Inception-ResNet" (2016), section 3.3: scaling of residuals. */
export const scale = defineLayer({
  doc: 'Each value times a fixed factor, as residual connections take it. The shape stays.',
  takes: 'any',
  traits: { elementwise: true },
  fields: { factor: number({ doc: 'What each value is multiplied by.' }) },
  infer: (input) => ({ output: input }),
});
