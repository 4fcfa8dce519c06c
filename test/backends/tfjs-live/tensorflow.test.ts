import { loadTensorflow } from '../../../src/training/engines/tensorflow/load';
import { locateTensorflow } from '../../../src/training/engines/tensorflow/locate';
import { describeLiveModel } from './agreement';

const installed = locateTensorflow().some(({ state }) => state === 'usable');

if (installed) describeLiveModel(loadTensorflow);
else test.skip('the native engine is not installed: `modelc engine install`', () => {});
