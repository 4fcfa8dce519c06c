import type { Report } from '../../diagnostics/report';
import type { Span } from '../../diagnostics/source';
import type { Optimizer } from '../../schema/optimizers';
import type { Schedule } from '../../schema/schedules';
import type { ChosenWord } from './validate-choice';

/** The largest learning rate that nets usually bear, and one to start with. */
const rates: { readonly [K in Optimizer['type']]: { readonly most: number; readonly usual: number } } = {
  sgd: { most: 3, usual: 0.01 },
  adam: { most: 0.1, usual: 0.001 },
  adamw: { most: 0.1, usual: 0.001 },
  rmsprop: { most: 1, usual: 0.045 },
};

/** Warns about settings of an optimizer that are legal but have no good effect. */
export function warnAboutOptimizer({ choice, trees }: ChosenWord<Optimizer>, report: Report): void {
  const { learning_rate: rate } = choice;
  const { most, usual } = rates[choice.type];
  const span = trees.get('learning_rate')?.span;
  if (span && rate > most) report.add('train/high-rate', span, { optimizer: choice.type, rate, usual });
  const nesterov = trees.get('nesterov')?.span;
  if (nesterov && choice.type === 'sgd' && choice.nesterov && choice.momentum === 0)
    report.add('train/no-momentum', nesterov, {});
}

/** Warns about a step that comes after the last epoch. */
export function warnAboutSchedule({ choice, trees }: ChosenWord<Schedule>, epochs: number, report: Report): void {
  const span: Span | undefined = trees.get('every')?.span;
  if (!span || choice.type !== 'step' || choice.unit !== 'epochs' || choice.every < epochs) return;
  report.add('train/no-step', span, { every: choice.every, epochs });
}
