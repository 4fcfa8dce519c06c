import { describeTrainer } from './any-trainer';
import { describeRegularizedTrainer } from './regularized-trainer';

// Two engines at work, and graphs to load.
jest.setTimeout(60_000);

describeTrainer('graph');
describeRegularizedTrainer('graph');
