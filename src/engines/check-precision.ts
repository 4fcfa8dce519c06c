import type { Problem } from '../diagnostics/problem';
import type { Precision } from '../schema/train';
import { type Bf16, bf16OfCpu } from './bf16-of-cpu';
import type { EngineName } from './engine';
import { strategyOf } from './engines';

/** Why an engine cannot compute in a precision on this machine; undefined if it can. */
export function checkPrecision(
  engine: EngineName,
  precision: Precision,
  cpu: () => Bf16 = bf16OfCpu,
): Problem | undefined {
  if (precision === 'f32') return undefined;
  const help = 'train in f32: remove `precision`, or pass `--precision f32`';
  const { precisions } = strategyOf(engine);
  if (!precisions.includes(precision))
    return {
      message: `engine \`${engine}\` supports only ${precisions.join(' and ')}, not ${precision}`,
      help,
    };
  if (cpu() !== 'no') return undefined;
  return { message: `this CPU does not support ${precision}: it has neither AVX-512 BF16 nor AMX`, help };
}
