import type { DatasetName } from '../../schema/datasets';
import type { DatasetResult } from './dataset';
import { loadMnist } from './mnist';

/** How each data set that a spec may name is read. */
export const loaders: { readonly [N in DatasetName]: () => DatasetResult } = {
  mnist: () => loadMnist(),
};
