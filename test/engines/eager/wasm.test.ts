import { loadWasm } from '../../../src/engines/wasm/load';
import { describeLiveModel } from './agreement';

describeLiveModel(loadWasm);
