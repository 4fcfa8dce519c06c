import type { Report } from '../../diagnostics/report';
import type { InputAst } from '../ast';
import { describeTree, type Entry, entryOf, type MapTree } from '../tree';
import { readSection } from './read-section';

/** `input:` -> its sizes, and the preprocessing as lists. */
export function validateInput({ keySpan, value }: Entry, report: Report): InputAst | undefined {
  if (value.type === 'broken') return undefined;
  if (value.type !== 'map') {
    const expected = 'a map, such as `{ height: 28, width: 28, channels: 1 }`';
    report.add('schema/shape-of', value.span, { what: '`input`', expected, found: describeTree(value) });
    return undefined;
  }
  const context = { report, title: '`input`', titleSpan: keySpan, names: undefined };
  const section = readSection('input', value, { ...context, otherKeys: ['preprocess'] });
  if (!section) return undefined;
  const shape = shapeOf(section.values as Sizes);
  if (!shape) {
    report.add('schema/input-form', keySpan, {
      found: Object.keys(section.values).filter((key) => section.values[key] !== undefined),
    });
    return undefined;
  }
  return { shape, span: keySpan, preprocess: validatePreprocess(value, shape.at(-1) ?? 1, report) };
}

interface Sizes {
  readonly height?: number;
  readonly width?: number;
  readonly channels?: number;
  readonly features?: number;
  readonly shape?: readonly number[];
}

function shapeOf({ height, width, channels, features, shape }: Sizes): readonly number[] | undefined {
  const image = [height, width, channels].filter((size) => size !== undefined);
  const forms = [image, features === undefined ? [] : [features], shape ?? []].filter((form) => form.length > 0);
  const [form] = forms;
  return forms.length === 1 && form && (form !== image || image.length === 3) ? form : undefined;
}

function validatePreprocess(input: MapTree, channels: number, report: Report): InputAst['preprocess'] {
  const entry = entryOf(input, 'preprocess');
  if (!entry || entry.value.type === 'broken') return undefined;
  if (entry.value.type !== 'map') {
    const expected = 'a map, such as `{ mean: 0.1307, std: 0.3081 }`';
    report.add('schema/shape-of', entry.value.span, {
      what: '`preprocess`',
      expected,
      found: describeTree(entry.value),
    });
    return undefined;
  }
  const section = readSection('preprocess', entry.value, {
    report,
    title: '`preprocess`',
    titleSpan: entry.keySpan,
    names: undefined,
  });
  if (!section) return undefined;
  for (const key of ['mean', 'std']) {
    const value = section.values[key];
    if (!Array.isArray(value) || value.length === channels) continue;
    const span = entryOf(entry.value, key)?.value.span ?? entry.keySpan;
    report.add('schema/preprocess-length', span, { key, found: value.length, channels });
    return undefined;
  }
  const listOf = (value: unknown): number[] => (Array.isArray(value) ? value : [value as number]);
  return { mean: listOf(section.values.mean), std: listOf(section.values.std) };
}
