/** A word of another framework: PyTorch, Keras, TensorFlow, ONNX, Caffe or Darknet. */
export interface ForeignWord {
  /** The word for the same in modelc, whether or not this version has it. */
  readonly is: string;
  /** Its other names, separated by spaces. Case, `-`, `_` and a prefix such as `nn.` do not matter. */
  readonly names: string;
  /** What to do where this version does not have `is`. */
  readonly instead?: string;
  /** How the meaning can differ, so that renaming the word is not enough. */
  readonly differs?: string;
}

/** A word as tables compare it: `nn.MaxPool2d` and `max_pool_2d` are `maxpool2d`, and so is `LazyMaxPool2d`, which only infers its input. */
export function plainWord(word: string): string {
  return word
    .slice(0, 64)
    .replace(/^.*\./, '')
    .toLowerCase()
    .replaceAll(/[-_\s]/g, '')
    .replace(/^lazy(?=.)/, '');
}
