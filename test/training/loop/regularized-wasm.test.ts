import { describeRegularizedTrainer } from './regularized-trainer';

describeRegularizedTrainer('wasm');
