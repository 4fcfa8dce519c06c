import { loadWasm } from '../../../src/engines/wasm/load';
import { describeRegularizedTrainer } from './regularized-trainer';

describeRegularizedTrainer(loadWasm);
