import { loadTensorflow } from '../../../src/training/engines/tensorflow/load';
import { locateTensorflow } from '../../../src/training/engines/tensorflow/locate';
import { describeTrainer } from './any-trainer';

const installed = locateTensorflow().some(({ state }) => state === 'usable');

if (installed) describeTrainer(loadTensorflow);
else test.skip('the native engine is not installed: `modelc engine install`', () => {});
