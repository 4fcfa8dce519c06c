import { isAbsolute, normalize } from 'node:path';
import type { Report } from '../../diagnostics/report';
import type { Fields } from '../../schema/field';
import { guessWord } from '../../schema/guess-word';
import {
  type DatasetChoice,
  datasets,
  type Optimizer,
  optimizers,
  type Schedule,
  schedules,
  type TrainSettings,
} from '../../schema/train';
import type { TrainAst } from '../ast';
import type { LetValues } from '../let-values';
import { describeTree, type Entry, entryOf, type MapTree, type Tree } from '../tree';
import { readSection } from './read-section';

/** `train:` -> every setting with its default. */
export function validateTrain({ keySpan, value }: Entry, lets: LetValues, report: Report): TrainAst | undefined {
  if (value.type === 'broken') return undefined;
  if (value.type !== 'map') {
    report.add('schema/shape-of', value.span, {
      what: '`train`',
      expected: 'a map, such as `{ dataset: mnist }`',
      found: describeTree(value),
    });
    return undefined;
  }
  const section = readSection('train', value, {
    report,
    title: '`train`',
    titleSpan: keySpan,
    names: lets,
    otherKeys: ['dataset', 'optimizer', 'schedule'],
  });
  const optimizer = validateChoice<Optimizer>(value, 'optimizer', optimizers, 'sgd', lets, report);
  const schedule = validateChoice<Schedule>(value, 'schedule', schedules, 'constant', lets, report);
  const dataset = validateDataset(value, keySpan, report);
  if (!section || !optimizer || !schedule || !dataset) return undefined;
  const { loss, batch_size, epochs, seed } = section.values as {
    loss: TrainSettings['loss'];
    batch_size: number;
    epochs: number;
    seed: number;
  };
  return {
    settings: { dataset, loss, batchSize: batch_size, epochs, seed, optimizer, schedule },
    span: keySpan,
    datasetSpan: entryOf(value, 'dataset')?.value.span ?? keySpan,
  };
}

/** A word, or a map with the word as its one key and settings below it. */
function validateChoice<T extends { readonly type: string }>(
  train: MapTree,
  key: string,
  table: Readonly<Record<string, Fields>>,
  standard: string,
  lets: LetValues,
  report: Report,
): T | undefined {
  const tree = entryOf(train, key)?.value;
  const chosen = tree
    ? choiceOf(tree, key, Object.keys(table), report)
    : { word: standard, span: train.span, settings: undefined };
  if (!chosen) return undefined;
  const context = { report, title: `\`${chosen.word}\``, titleSpan: chosen.span, names: lets };
  const section = readSection(`${key}/${chosen.word}`, chosen.settings, context);
  return section && ({ type: chosen.word, ...section.values } as unknown as T);
}

function choiceOf(tree: Tree, key: string, known: readonly string[], report: Report) {
  if (tree.type === 'broken') return undefined;
  const [entry, other] = tree.type === 'map' ? tree.entries : [];
  const word =
    tree.type === 'scalar' && typeof tree.value === 'string' ? tree.value : entry && !other ? entry.key : undefined;
  const span = entry?.keySpan ?? tree.span;
  if (word === undefined) {
    const expected = `one of ${known.map((name) => `\`${name}\``).join(', ')}, alone or with its settings below it`;
    report.add('schema/shape-of', tree.span, { what: `\`${key}\``, expected, found: describeTree(tree) });
    return undefined;
  }
  if (!known.includes(word)) {
    const { guess, fixes } = guessWord({ text: word, span }, known);
    report.add('schema/unknown-choice', span, { word, nearest: guess, known, what: key }, { fixes });
    return undefined;
  }
  const value = entry?.value;
  if (value && value.type !== 'map' && !(value.type === 'scalar' && value.value === null)) {
    if (value.type !== 'broken')
      report.add('schema/shape-of', value.span, {
        what: `\`${word}\``,
        expected: 'a map of settings',
        found: describeTree(value),
      });
    return undefined;
  }
  return { word, span, settings: value?.type === 'map' ? value : undefined };
}

function validateDataset(train: MapTree, trainSpan: Entry['keySpan'], report: Report): DatasetChoice | undefined {
  const tree = entryOf(train, 'dataset')?.value;
  const expected = '`mnist`, or `{ idx: folder }`';
  if (!tree) {
    report.add('schema/missing', trainSpan, { key: 'dataset', in: '`train`', expected });
    return undefined;
  }
  if (tree.type === 'broken') return undefined;
  if (tree.type === 'scalar' && typeof tree.value === 'string') {
    const name = datasets.find((known) => known === tree.value);
    if (name) return { type: 'known', name };
    const { guess, fixes } = guessWord({ text: tree.value, span: tree.span }, datasets);
    report.add(
      'schema/unknown-choice',
      tree.span,
      { word: tree.value, nearest: guess, known: [...datasets, '{ idx: folder }'], what: 'data set' },
      { fixes },
    );
    return undefined;
  }
  const [entry, other] = tree.type === 'map' ? tree.entries : [];
  const folder = entry?.value;
  if (
    entry?.key !== 'idx' ||
    other ||
    folder?.type !== 'scalar' ||
    typeof folder.value !== 'string' ||
    folder.value === ''
  ) {
    report.add('schema/shape-of', tree.span, { what: '`dataset`', expected, found: describeTree(tree) });
    return undefined;
  }
  if (isAbsolute(folder.value) || normalize(folder.value).startsWith('..') || folder.value.includes('\0')) {
    report.add('train/outside', folder.span, { folder: folder.value });
    return undefined;
  }
  return { type: 'idx', folder: folder.value };
}
