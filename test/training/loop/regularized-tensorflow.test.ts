import { loadTensorflow } from '../../../src/training/engines/tensorflow/load';
import { locateTensorflow } from '../../../src/training/engines/tensorflow/locate';
import { describeRegularizedTrainer } from './regularized-trainer';

const installed = locateTensorflow().some(({ state }) => state === 'usable');

if (installed) describeRegularizedTrainer(loadTensorflow);
else test.skip('the native engine is not installed: `modelc engine install`', () => {});
