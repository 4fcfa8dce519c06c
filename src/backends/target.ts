import type { Report } from '../diagnostics/report';
import type { TypedGraph } from '../graph/typed-graph';
import type { Attributes, Kind } from '../schema/kinds';
import type { WeightTensor } from '../tensors/weights';

/** A form in which a graph can be written: a program, a file of a framework, a spec. `targets.ts` lists them all. */
export interface Target {
  /** What it writes, in a few words, for `--help` and the docs. */
  readonly summary: string;
  /** Whether `--out` names the only file, or a folder for the files. */
  readonly output: 'file' | 'folder';
  /** Options of `modelc build` that change what is written. */
  readonly options: readonly EmitOption[];
  /** Packages that `emit` loads and that may be missing. */
  readonly packages?: readonly string[];
  /** Kinds that it does not support; every other kind has a row in its table. */
  readonly refusals: Refusals;
  /** What else it does not support, independent of layer kinds. */
  readonly limits: readonly Limit[];
  /** Writes a graph that passed every check. Rejects with the error of `import` if one of `packages` is missing. */
  emit(request: EmitRequest): Promise<readonly Artifact[]>;
  /** What to do with the result; `out` is the path from `--out`. Continues the line `wrote model.ts; …`. */
  describe(out: string, request: EmitRequest): string;
  /** How its weights files differ from modelc's; undefined if it has none. */
  weightForm?(graph: TypedGraph): Promise<WeightForm>;
}

export type EmitOption = 'weights' | 'train';

/** The input of a target. */
export interface EmitRequest {
  readonly graph: TypedGraph;
  /** Of every node, by key; by default the initial weights. Used by targets with the option `weights`. */
  readonly weights?: ReadonlyMap<string, WeightTensor> | undefined;
  /** Includes training; the graph has settings for it. Used by targets with the option `train`. */
  readonly train?: boolean;
}

/** One file that a target writes. */
export interface Artifact {
  /** Its path below the folder of `--out`; `--out` itself is the path if the target writes one file. */
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** A kind that a target does not support. */
export interface Refusal<K extends Kind> {
  /** Which layers of the kind; by default all. */
  when?(attributes: Attributes<K>): boolean;
  /** What is not supported, in a user's words: `dilation` in `conv2d_transpose`. */
  readonly what: string;
  /** One clause. */
  readonly reason: string;
  readonly help: string;
}

/** Something about a whole graph that a target does not support. */
export interface Limit {
  /** For the docs: what, and why, in one clause. */
  readonly doc: string;
  /** Reports it as `target/unsupported`, with its source location. */
  check(request: EmitRequest, report: Report): void;
}

/** By kind; every absent kind has a row in the target's table, as its type ensures. */
export type Refusals = { readonly [K in Kind]?: Refusal<K> };

/** The layout of a graph's weights in the files of a target, or in modelc's own. */
export interface WeightForm {
  readonly weights: readonly StoredWeight[];
  /** Other content of such a file, each filled with one number. */
  readonly constants: readonly StoredConstant[];
}

/** A weight of modelc in a file of some form. */
export interface StoredWeight {
  /** modelc's key. */
  readonly key: string;
  /** Its name in the file. */
  readonly name: string;
  /** Its shape in the file. */
  readonly shape: readonly number[];
  /** Converts values from modelc's order to that of the file. */
  encode(values: Float32Array): Float32Array;
  /** Converts values from the file's order to modelc's. */
  decode(values: Float32Array): Float32Array;
}

export interface StoredConstant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly value: number;
}
