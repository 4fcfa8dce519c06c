import { count as plural } from '../../diagnostics/messages/words';
import type { FileProblem } from '../../diagnostics/problem';
import type { Split } from './dataset';
import { type IdxArray, readIdx } from './idx';

/** A split with the size of its images, and the files that were read. */
export interface ReadSplit {
  readonly split: Split;
  readonly height: number;
  readonly width: number;
  readonly images: IdxArray;
  readonly labels: IdxArray;
}

export type SplitResult =
  | { readonly ok: true; readonly value: ReadSplit }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

/** Reads the two files of a split and checks them against each other. `help` is the help of every problem. */
export function readSplit(imagesFile: string, labelsFile: string, help: string): SplitResult {
  const images = readIdx(imagesFile, 3);
  const labels = readIdx(labelsFile, 1);
  if (!images.ok || !labels.ok) {
    const problems: FileProblem[] = [];
    if (!images.ok) problems.push({ file: imagesFile, message: images.message, help });
    if (!labels.ok) problems.push({ file: labelsFile, message: labels.message, help });
    return { ok: false, problems };
  }
  const [count = 0, height = 0, width = 0] = images.value.sizes;
  const [labelCount = 0] = labels.value.sizes;
  if (labelCount !== count) {
    const message = `${plural(labelCount, 'label')} for the ${plural(count, 'image')} of ${imagesFile}`;
    return { ok: false, problems: [{ file: labelsFile, message, help }] };
  }
  const split = { count, images: images.value.values, labels: labels.value.values };
  return { ok: true, value: { split, height, width, images: images.value, labels: labels.value } };
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
