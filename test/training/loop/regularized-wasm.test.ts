import { loadWasm } from '../../../src/training/engines/wasm/load';
import { describeRegularizedTrainer } from './regularized-trainer';

describeRegularizedTrainer(loadWasm);
