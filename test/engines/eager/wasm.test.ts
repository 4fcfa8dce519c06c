import { describeLiveModel } from './agreement';

describeLiveModel('wasm');
