import { loadWasm } from '../../../src/engines/wasm/load';
import { describeTrainer } from './any-trainer';

describeTrainer(loadWasm);
