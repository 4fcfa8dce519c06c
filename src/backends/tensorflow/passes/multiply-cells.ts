import type { Pass, Plan } from './plan';
import { choicesOf, choose } from './plan';

/**
 * Computes the gradients of 1 x 1 convolutions as matrix products if the channels do not fill blocks and such products are
 * fast. Full blocks are equally fast both ways.
 */
export const multiplyCells: Pass = (plan, { convolutionBlock, fastProducts }) =>
  kinds.reduce(
    (found: Plan, kind) =>
      choose(found, kind, { byProducts: true }, ({ attributes, weightShape }, { id }) => {
        const { kernel, stride, groups } = attributes;
        const single = [...kernel, ...stride, groups].every((count) => count === 1);
        const partial = (weightShape('kernel').at(-2) ?? 0) % convolutionBlock > 0;
        return single && partial && fastProducts[choicesOf(plan, id).type === 'bfloat16' ? 'bf16' : 'f32'];
      }),
    plan,
  );

const kinds = ['conv1d', 'conv2d'] as const;
