import { describeTrainer } from './any-trainer';
import { describeRegularizedTrainer } from './regularized-trainer';
import { describeResumedTrainer } from './resumed-trainer';

// Two engines at work, and graphs to load.
jest.setTimeout(60_000);

describeTrainer('graph');
describeResumedTrainer('graph');
describeRegularizedTrainer('graph');
