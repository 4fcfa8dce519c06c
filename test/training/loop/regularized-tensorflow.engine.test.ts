import { locateTensorflow } from '../../../src/engines/tfjs-node/locate';
import { describeRegularizedTrainer } from './regularized-trainer';

const installed = locateTensorflow().some(({ state }) => state === 'usable');

if (installed) describeRegularizedTrainer('tensorflow');
else test.skip('the native engine is not installed: `modelc engine install`', () => {});
