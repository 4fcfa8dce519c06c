import { loadTensorflow } from '../../../src/training/engines/tensorflow/load';
import { locateTensorflow } from '../../../src/training/engines/tensorflow/locate';
import { describeEagerTrainer } from './eager-trainer';

const installed = locateTensorflow().some(({ state }) => state === 'usable');

if (installed) describeEagerTrainer(loadTensorflow);
else test.skip('the native engine is not installed: `modelc engine install`', () => {});
