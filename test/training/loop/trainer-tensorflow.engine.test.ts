import { locateTensorflow } from '../../../src/engines/tfjs-node/locate';
import { describeTrainer } from './any-trainer';
import { describeResumedTrainer } from './resumed-trainer';

const installed = locateTensorflow().some(({ state }) => state === 'usable');

if (installed) {
  describeTrainer('tensorflow');
  describeResumedTrainer('tensorflow');
} else test.skip('the native engine is not installed: `modelc engine install`', () => {});
