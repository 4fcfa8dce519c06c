import { loadTensorflow } from '../../../src/engines/tfjs-node/load';
import { locateTensorflow } from '../../../src/engines/tfjs-node/locate';
import { describeTrainer } from './any-trainer';

const installed = locateTensorflow().some(({ state }) => state === 'usable');

if (installed) describeTrainer(loadTensorflow);
else test.skip('the native engine is not installed: `modelc engine install`', () => {});
