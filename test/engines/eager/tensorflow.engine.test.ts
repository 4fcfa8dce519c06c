import { locateTensorflow } from '../../../src/engines/tfjs-node/locate';
import { describeLiveModel } from './agreement';

const installed = locateTensorflow().some(({ state }) => state === 'usable');

if (installed) describeLiveModel('tensorflow');
else test.skip('the native engine is not installed: `modelc engine install`', () => {});
