/** The versions that belong together; update them together, with `engines/tensorflow/package-lock.json`. */
export const pins = {
  tfjsNode: '4.22.0',
  /** TensorFlow's version in the wheel; tfjs-node's own download is older (2.9.1 for tfjs-node 4.22.0). */
  tensorflow: '2.15.1',
  /** The lowest accepted release of a package in the user's project; the major version must be the same. */
  oldestTfjsNode: [4, 22],
} as const;

/**
 * The wheel with the TensorFlow libraries, for each platform on which installing through pip was tried. The SHA-256 is that of
 * the file in the Python Package Index.
 */
export const wheels: { readonly [platform: string]: Wheel } = {
  'linux-x64': {
    requirement: `tensorflow-cpu==${pins.tensorflow}`,
    file: `tensorflow_cpu-${pins.tensorflow}-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl`,
    platforms: ['manylinux_2_17_x86_64', 'manylinux2014_x86_64'],
    python: { version: '3.11', abi: 'cp311' },
    sizeBytes: 207_208_420,
    sha256: '54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26',
  },
};

/** A Python wheel, named so that any version of pip can download it, and its required hash. */
export interface Wheel {
  readonly requirement: string;
  readonly file: string;
  readonly platforms: readonly string[];
  readonly python: { readonly version: string; readonly abi: string };
  readonly sizeBytes: number;
  readonly sha256: string;
}
