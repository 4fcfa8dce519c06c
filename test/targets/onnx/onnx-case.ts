import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Values } from '../job';
import { pythonInterpreter } from '../python';

/** One of ONNX's test cases: a node with attributes, its inputs in order, and the outputs that it must have. */
export interface OnnxCase {
  readonly name: string;
  readonly operator: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Undefined where the node leaves an optional input out. */
  readonly inputs: readonly (Values | undefined)[];
  readonly outputs: readonly Values[];
  readonly rtol: number;
  readonly atol: number;
}

interface Encoded {
  readonly shape: readonly number[];
  readonly values: string;
}

type Line = Omit<OnnxCase, 'inputs' | 'outputs'> & {
  readonly inputs: readonly (Encoded | null)[];
  readonly outputs: readonly Encoded[];
};

/** The cases that `cases.py` selects from the installed package `onnx`. */
export function readCases(): readonly OnnxCase[] {
  const options = { encoding: 'utf8', maxBuffer: 2 ** 28 } as const;
  const text = execFileSync(pythonInterpreter(), [path.join(__dirname, 'cases.py')], options);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { inputs, outputs, ...rest } = JSON.parse(line) as Line;
      return { ...rest, inputs: inputs.map((one) => (one ? decode(one) : undefined)), outputs: outputs.map(decode) };
    });
}

function decode({ shape, values }: Encoded): Values {
  const bytes = Uint8Array.from(Buffer.from(values, 'base64'));
  return { shape, values: new Float32Array(bytes.buffer) };
}

/** A number or a text in general, for a default that is one of them. */
type General<T> = T extends number ? number : T extends string ? string : T;

/** The attribute of a node, or the default that ONNX gives it. */
export function attribute<T>({ attributes }: OnnxCase, name: string, byDefault: T): General<T> {
  return (attributes[name] ?? byDefault) as General<T>;
}

/** An input that the node must have. */
export function input({ inputs, name }: OnnxCase, index: number): Values {
  const found = inputs[index];
  if (!found) throw new Error(`${name} has no input ${index}`);
  return found;
}

/** The numbers of an input, such as axes or bounds; undefined if the node leaves it out. */
export function numbersOf({ inputs }: OnnxCase, index: number): readonly number[] | undefined {
  const found = inputs[index];
  return found && Array.from(found.values);
}
