import { loadWasm } from '../../../src/training/engines/wasm/load';
import { describeLiveModel } from './agreement';

describeLiveModel(loadWasm);
