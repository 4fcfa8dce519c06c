import { channelsOf, spatialAxes } from '../../dimensions/dimension';
import { defineLayer } from '../layer';
import { blockFields, refuseRemainder } from './block-layer';
import { alongEach, plane } from './window-layer';

/** Source: ONNX SpaceToDepth; `crd` is PyTorch's PixelUnshuffle. */
export const spaceToDepth = defineLayer({
  doc: 'Turns each block of cells into channels: `height x width x channels` becomes `height / block x width / block x (channels * block * block)`.',
  takes: ['image'],
  traits: { keepsValues: true },
  fields: blockFields,
  infer(input, { block }, rule) {
    const places = spatialAxes(input).map((size) => {
      refuseRemainder(size, block, rule);
      return block === 1 ? size : rule.derive(size.axis, size.value / block, `${size.value} / ${block}`, [size]);
    });
    const channels = channelsOf(input);
    const { axis, value } = channels;
    const deep = rule.derive(axis, value * block * block, `${value} * ${block} * ${block}`, [channels]);
    return {
      output: [...places, block === 1 ? channels : deep],
      reach: alongEach(plane, () => ({ extent: block, stride: block })),
    };
  },
});
