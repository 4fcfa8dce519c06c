import type { Report } from '../diagnostics/report';
import type { TypedGraph } from '../graph/typed-graph';
import type { Attributes, Kind } from '../schema/kinds';
import type { WeightTensor } from '../tensors/weights';

/** What a graph can be written as: a program, a file of a framework, a spec. `targets.ts` lists them all. */
export interface Target {
  /** What it writes, in a few words: for `--help` and the docs. */
  readonly summary: string;
  /** Whether `--out` names the only file, or a folder that the files go into. */
  readonly output: 'file' | 'folder';
  /** Choices of `modelc build` that change what is written. */
  readonly options: readonly EmitOption[];
  /** Packages that `emit` loads and that may be missing. */
  readonly packages?: readonly string[];
  /** Kinds that it can't express; every other kind has a row in its table. */
  readonly refusals: Refusals;
  /** What else it can't express, whatever the kinds of layers. */
  readonly limits: readonly Limit[];
  /** Writes a graph that has passed every check. Rejects with the error of `import` where one of `packages` is missing. */
  emit(request: EmitRequest): Promise<readonly Artifact[]>;
  /** What to do with what was written; `out` is the path that `--out` names. Continues the line `wrote model.ts; …`. */
  describe(out: string, request: EmitRequest): string;
  /** How its files of weights differ from modelc's; undefined where it has none. */
  weightForm?(graph: TypedGraph): Promise<WeightForm>;
}

export type EmitOption = 'weights' | 'train';

/** What a target writes from. */
export interface EmitRequest {
  readonly graph: TypedGraph;
  /** Of every node, by key; those before the first step where they are left out. Read by targets with the option `weights`. */
  readonly weights?: ReadonlyMap<string, WeightTensor> | undefined;
  /** Keeps what trains the model; the graph has settings for it. Read by targets with the option `train`. */
  readonly train?: boolean;
}

/** One file that a target writes. */
export interface Artifact {
  /** Its path below the folder of `--out`; `--out` itself takes its place where the target writes one file. */
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** A kind that a target can't express. */
export interface Refusal<K extends Kind> {
  /** Which layers of the kind; all where it is left out. */
  when?(attributes: Attributes<K>): boolean;
  /** What is refused, as a user says it: `dilation` in `conv2d_transpose`. */
  readonly what: string;
  /** One clause. */
  readonly reason: string;
  readonly help: string;
}

/** Something that a target can't express of a whole graph. */
export interface Limit {
  /** For the docs: what, and why, in one clause. */
  readonly doc: string;
  /** Reports it as `target/unsupported`, at its place in the spec. */
  check(request: EmitRequest, report: Report): void;
}

/** By kind; a kind that is absent has a row in the target's table, which its type makes sure of. */
export type Refusals = { readonly [K in Kind]?: Refusal<K> };

/** How the weights of a graph lie in the files of a target, or in modelc's own. */
export interface WeightForm {
  readonly weights: readonly StoredWeight[];
  /** What such a file holds besides, each filled with one number. */
  readonly constants: readonly StoredConstant[];
  /** Names that such a file may hold though nothing reads them. */
  readonly unread: ReadonlySet<string>;
}

/** A weight of modelc's in a file of some form. */
export interface StoredWeight {
  /** modelc's key. */
  readonly key: string;
  /** The name that the file has for it. */
  readonly name: string;
  /** The shape that the file has for it. */
  readonly shape: readonly number[];
  /** Values in modelc's order, in that of the file. */
  encode(values: Float32Array): Float32Array;
  /** Values in the file's order, in that of modelc. */
  decode(values: Float32Array): Float32Array;
}

export interface StoredConstant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly value: number;
}
