import { describeTrainer } from './any-trainer';

describeTrainer('wasm');
