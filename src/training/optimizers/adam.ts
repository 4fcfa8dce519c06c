import type { Optimizer } from '../../schema/optimizers';
import { moveByMeans } from './move-by-means';
import type { OptimizerRow } from './optimizer-row';

/** Source: Kingma and Ba (2015). */
export const adam: OptimizerRow<Extract<Optimizer, { type: 'adam' }>> = { update: moveByMeans };
