import { isAbsolute, normalize } from 'node:path';
import type { Report } from '../../diagnostics/report';
import { type DatasetChoice, datasetNames } from '../../schema/datasets';
import { NOTHING } from '../../schema/guess';
import { guessValue } from '../../schema/guess-foreign';
import { reportChoice } from '../read/unknown-word';
import { describeTree, type Entry, entryOf, type MapTree } from '../yaml/tree';

/** `dataset:` of `train` -> the source of the training data. */
export function validateDataset(
  train: MapTree,
  trainSpan: Entry['keySpan'],
  report: Report,
): DatasetChoice | undefined {
  const tree = entryOf(train, 'dataset')?.value;
  const expected = `${datasetNames.map((name) => `\`${name}\``).join(', ')}, or \`{ idx: folder }\``;
  if (!tree) {
    report.add('schema/missing', trainSpan, { key: 'dataset', in: '`train`', expected });
    return undefined;
  }
  if (tree.type === 'broken') return undefined;
  if (tree.type === 'scalar' && typeof tree.value === 'string') {
    const name = datasetNames.find((known) => known === tree.value);
    if (name) return { type: 'known', name };
    const word = { text: tree.value, span: tree.span };
    const known = [...datasetNames, '{ idx: folder }'];
    const guess = /[/\\]/.test(word.text)
      ? { ...NOTHING, help: `write \`dataset: { idx: ${word.text} }\` for a folder of idx files` }
      : guessValue(word, datasetNames, 'dataset');
    reportChoice(word, guess, { what: 'data set', known }, report);
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
  if (
    isAbsolute(folder.value) ||
    folder.value.startsWith('~') ||
    normalize(folder.value).startsWith('..') ||
    folder.value.includes('\0')
  ) {
    report.add('train/outside', folder.span, { folder: folder.value });
    return undefined;
  }
  return { type: 'idx', folder: folder.value };
}
