import type { Report } from '../../diagnostics/report';
import type { ChoiceTable } from '../../schema/choice';
import type { AttributesOf } from '../../schema/field';
import { guessKey, translateKey } from '../../schema/guess-foreign';
import { losses } from '../../schema/losses';
import { optimizers } from '../../schema/optimizers';
import { type Schedule, schedules } from '../../schema/schedules';
import { type Clip, trainChoices, trainFields } from '../../schema/train';
import type { TrainAst } from '../ast';
import type { Environment } from '../environment';
import { readSection } from '../read/read-section';
import { reportUnknownKey } from '../read/unknown-key';
import { describeTree, type Entry, entryOf, type MapTree, plainText } from '../yaml/tree';
import { type ChoiceRule, type ChosenWord, validateChoice } from './validate-choice';
import { validateDataset } from './validate-dataset';
import { warnAboutOptimizer, warnAboutSchedule } from './warn-train';

const choices = {
  loss: { key: 'loss', table: losses, standard: 'softmax_cross_entropy' },
  optimizer: { key: 'optimizer', table: optimizers, standard: 'sgd' },
  schedule: { key: 'schedule', table: schedules, standard: 'constant' },
} as const;

/** `train:` -> every setting, including defaults. */
export function validateTrain({ keySpan, value }: Entry, lets: Environment, report: Report): TrainAst | undefined {
  if (value.type === 'broken') return undefined;
  if (value.type !== 'map') {
    report.add('schema/shape-of', value.span, {
      what: '`train`',
      expected: 'a map, such as `{ dataset: mnist }`',
      found: describeTree(value),
    });
    return undefined;
  }
  const written = new Set(value.entries.map(({ key }) => key));
  const entries = value.entries.map((entry) => meantChoice(entry, written, report));
  const map = { ...value, entries };
  const section = readSection(trainFields, map, {
    report,
    title: '`train`',
    titleSpan: keySpan,
    names: lets,
    otherKeys: trainChoices,
    explainKey: (entry) => explainChoiceSetting(entry, map, report),
  });
  const loss = validateChoice(map, choices.loss, lets, report);
  const optimizer = validateChoice(map, choices.optimizer, lets, report);
  const schedule = validateChoice(map, choices.schedule, lets, report);
  const dataset = validateDataset(map, keySpan, report);
  const right = [clipsOnce(value, report), fallsInUnits(schedule, report)].every(Boolean);
  if (optimizer) warnAboutOptimizer(optimizer, report);
  if (schedule && section) warnAboutSchedule(schedule, section.values.epochs, report);
  if (!right || !section || !loss || !optimizer || !schedule || !dataset) return undefined;
  const { batch_size: batchSize, epochs, seed, precision } = section.values;
  const chosen = { loss: loss.choice, optimizer: optimizer.choice, schedule: schedule.choice };
  const spanOf = (key: string) => entryOf(value, key)?.value.span ?? keySpan;
  return {
    settings: { dataset, batchSize, epochs, seed, precision, clip: clipOf(section.values), ...chosen },
    span: keySpan,
    datasetSpan: spanOf('dataset'),
    precisionSpan: spanOf('precision'),
  };
}

/** The entry under the most likely intended choice, with a report. */
function meantChoice(entry: Entry, written: ReadonlySet<string>, report: Report): Entry {
  const known = [...Object.keys(trainFields), ...trainChoices];
  if (known.includes(entry.key)) return entry;
  const { guess } = guessKey({ text: entry.key, span: entry.keySpan, value: undefined }, known);
  const choice = trainChoices.find((key) => key === guess && !written.has(key));
  if (!choice) return entry;
  reportUnknownKey(entry, { known, written: [...written].map((key) => ({ ...entry, key })), title: '`train`' }, report);
  return { ...entry, key: choice };
}

/**
 * True if the key, or the one that it means, is a setting of a loss, optimizer or schedule, and so belongs one level deeper: into the
 * chosen one if that has it.
 */
function explainChoiceSetting({ key, keySpan }: Entry, train: MapTree, report: Report): boolean {
  for (const { key: choice, table, standard } of Object.values<ChoiceRule<ChoiceTable>>(choices)) {
    const chosen = entryOf(train, choice)?.value;
    const written = chosen?.type === 'map' ? chosen.entries[0]?.key : chosen && plainText(chosen);
    for (const word of new Set([written ?? standard, ...Object.keys(table)])) {
      const settings = Object.keys(table[word] ?? {});
      const foreign = translateKey({ text: key, span: keySpan }, settings);
      const setting = settings.find((one) => one === key) ?? foreign;
      if (setting === undefined) continue;
      report.add('train/too-high', keySpan, { key, setting, choice, word });
      return true;
    }
  }
  return false;
}

function clipOf({ clip_norm: norm, clip_value: value }: AttributesOf<typeof trainFields>): Clip | undefined {
  if (norm !== undefined) return { by: 'norm', limit: norm };
  return value === undefined ? undefined : { by: 'value', limit: value };
}

function clipsOnce(train: MapTree, report: Report): boolean {
  const [norm, value] = [entryOf(train, 'clip_norm'), entryOf(train, 'clip_value')];
  if (!norm || !value) return true;
  const [first, second] = norm.keySpan.start < value.keySpan.start ? [norm, value] : [value, norm];
  const notes = [{ message: `\`${first.key}\` is here`, span: first.keySpan }];
  report.add('train/two-clips', second.keySpan, {}, { notes });
  return false;
}

type Step = Extract<Schedule, { type: 'step' }>;

/** The allowed values of `every`, by unit. */
const units: { readonly [K in Step['unit']]: { readonly expected: string; fits(every: number): boolean } } = {
  steps: { expected: 'a whole number of steps', fits: Number.isInteger },
  epochs: { expected: 'a number of epochs', fits: () => true },
  shares: { expected: 'a fraction of all steps, at most 1', fits: (every) => every <= 1 },
};

function fallsInUnits(schedule: ChosenWord<Schedule> | undefined, report: Report): boolean {
  if (schedule?.choice.type !== 'step') return true;
  const { every, unit } = schedule.choice;
  const tree = schedule.trees.get('every');
  if (units[unit].fits(every) || !tree) return true;
  report.add('schema/value', tree.span, { key: 'every', expected: units[unit].expected, found: String(every) });
  return false;
}
