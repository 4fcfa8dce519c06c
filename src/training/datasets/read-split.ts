import { count as plural } from '../../diagnostics/messages/words';
import type { FileProblem } from '../../diagnostics/problem';
import type { DataFile, Split } from './dataset';
import { readIdx } from './idx';

/** A split with the shape of one sample, and the two files that were read. */
export interface ReadSplit {
  readonly split: Split;
  /** As in `Dataset`. */
  readonly shape: readonly number[];
  readonly files: { readonly images: DataFile; readonly labels: DataFile };
}

export type SplitResult =
  | { readonly ok: true; readonly value: ReadSplit }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

/** Reads the two files of a split and checks them against each other. `help` is the help of every problem. */
export function readSplit(imagesFile: string, labelsFile: string, help: string): SplitResult {
  const images = readIdx(imagesFile, 'images');
  const labels = readIdx(labelsFile, 'labels');
  if (!images.ok || !labels.ok) {
    const problems: FileProblem[] = [];
    if (!images.ok) problems.push({ file: imagesFile, message: images.message, help });
    if (!labels.ok) problems.push({ file: labelsFile, message: labels.message, help });
    return { ok: false, problems };
  }
  const [count = 0, ...sizes] = images.value.sizes;
  const [labelCount = 0] = labels.value.sizes;
  if (labelCount !== count) {
    const message = `${plural(labelCount, 'label')} for the ${plural(count, 'image')} of ${imagesFile}`;
    return { ok: false, problems: [{ file: labelsFile, message, help }] };
  }
  const split = { count, images: images.value.values, labels: labels.value.values };
  const shape = sizes.length === 2 ? [...sizes, 1] : sizes;
  return { ok: true, value: { split, shape, files: { images: images.value.file, labels: labels.value.file } } };
}

/** The first label that is not below `classes`, as a problem of `file`; undefined if there is none. */
export function findWrongLabel(
  labels: Uint8Array,
  classes: number,
  file: string,
  help: string,
): FileProblem | undefined {
  const at = labels.findIndex((label) => label >= classes);
  if (at < 0) return undefined;
  return { file, message: `label ${labels[at]} of image ${at} is not in the range 0 to ${classes - 1}`, help };
}
