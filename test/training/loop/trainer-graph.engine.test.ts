import { describeTrainer } from './any-trainer';
import { describeRegularizedTrainer } from './regularized-trainer';
import { describeResumedTrainer } from './resumed-trainer';

// Slow: it runs two engines and loads graphs.
jest.setTimeout(60_000);

describeTrainer('graph');
describeResumedTrainer('graph');
describeRegularizedTrainer('graph');
