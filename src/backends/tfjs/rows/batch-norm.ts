import { type Row, unless } from '../layer-code';

/** tfjs's own layer keeps the biased variance of the batch, and can't train without gamma or beta. */
export const batchNorm: Row<'batch_norm'> = ({ attributes, scalar }) => ({
  layer: {
    make: 'new BatchNorm',
    part: 'BatchNorm',
    options: {
      momentum: unless('0.99', scalar('momentum', attributes.momentum)),
      epsilon: unless('0.001', scalar('epsilon', attributes.epsilon)),
      center: unless('true', scalar('center', attributes.center)),
      scale: unless('true', scalar('scale', attributes.scale)),
      trainable: attributes.trainable ? undefined : 'false',
    },
  },
});
