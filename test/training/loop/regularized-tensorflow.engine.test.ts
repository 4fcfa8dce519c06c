import { loadTensorflow } from '../../../src/engines/tfjs-node/load';
import { locateTensorflow } from '../../../src/engines/tfjs-node/locate';
import { describeRegularizedTrainer } from './regularized-trainer';

const installed = locateTensorflow().some(({ state }) => state === 'usable');

if (installed) describeRegularizedTrainer(loadTensorflow);
else test.skip('the native engine is not installed: `modelc engine install`', () => {});
