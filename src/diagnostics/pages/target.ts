import type { target } from '../messages/target';
import { type Page, page } from './page';

export const targetPages: { readonly [C in keyof typeof target]: Page } = {
  'target/unsupported': page(
    'A target does not support everything that a spec can express. `modelc check --target NAME` and `modelc build` report it; `docs/support.md` lists what each target supports. This example is checked for `tfjs`.',
    'input: { features: 8 }\nlayers:\n  - dense: { units: 10 }\ntrain: { dataset: { idx: data }, precision: bf16 }\n',
    'input: { features: 8 }\nlayers:\n  - dense: { units: 10 }\ntrain: { dataset: { idx: data } }\n',
  ),
};
