import { channelsOf, spatialAxes } from '../../dimensions/dimension';
import { defineLayer } from '../layer';
import { blockFields, refuseRemainder } from './block-layer';
import { alongEach, plane } from './window-layer';

/** Source: ONNX DepthToSpace; `crd` is PyTorch's PixelShuffle (Shi et al., 2016). */
export const depthToSpace = defineLayer({
  doc: 'Turns channels into blocks of cells, the reverse of `space_to_depth`: `height x width x channels` becomes `height * block x width * block x (channels / (block * block))`.',
  takes: ['image'],
  traits: { keepsValues: true },
  fields: blockFields,
  infer(input, { block }, rule) {
    const channels = channelsOf(input);
    refuseRemainder(channels, block * block, rule);
    if (block === 1) return { output: input };
    const places = spatialAxes(input).map((size) =>
      rule.derive(size.axis, size.value * block, `${size.value} * ${block}`, [size]),
    );
    const { axis, value } = channels;
    const flat = rule.derive(axis, value / block ** 2, `${value} / (${block} * ${block})`, [channels]);
    return { output: [...places, flat], reach: alongEach(plane, () => ({ extent: 1, stride: 1 / block })) };
  },
});
