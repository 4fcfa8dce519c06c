import { loadTensorflow } from '../../../src/engines/tfjs-node/load';
import { locateTensorflow } from '../../../src/engines/tfjs-node/locate';
import { describeLiveModel } from './agreement';

const installed = locateTensorflow().some(({ state }) => state === 'usable');

if (installed) describeLiveModel(loadTensorflow);
else test.skip('the native engine is not installed: `modelc engine install`', () => {});
