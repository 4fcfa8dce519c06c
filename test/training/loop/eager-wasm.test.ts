import { loadWasm } from '../../../src/training/engines/wasm/load';
import { describeEagerTrainer } from './eager-trainer';

describeEagerTrainer(loadWasm);
