import { loadWasm } from '../../../src/training/engines/wasm/load';
import { describeTrainer } from './any-trainer';

describeTrainer(loadWasm);
