import type { DatasetName } from '../../schema/datasets';
import type { DatasetResult } from './dataset';
import { loadMnist } from './mnist';

/** The loader of each data set that a spec can name. */
export const loaders: { readonly [N in DatasetName]: () => DatasetResult } = {
  mnist: () => loadMnist(),
};
