import { describeTrainer } from './any-trainer';
import { describeResumedTrainer } from './resumed-trainer';

describeTrainer('wasm');
describeResumedTrainer('wasm');
