import { nearest } from '../diagnostics/nearest';
import { shorten } from '../diagnostics/printable';
import type { Problem } from '../diagnostics/problem';
import { axes, spatialAxisNames } from '../dimensions/axis';
import { axesOf, type Shape, valuesOf } from '../dimensions/dimension';
import type { Value } from '../expression/ast';
import { type Graph, nodeOf, type ValueId } from '../graph/graph';
import { type NamedValue, namedValues } from '../graph/named-values';
import type { TypedGraph } from '../graph/typed-graph';
import { flatSteps, type PlainStep } from '../graph/walk';
import { addCount } from './count-steps';
import { addDimension, type ScopesOf } from './dimension-steps';
import { addField, firstToSeeAll } from './field-steps';
import { placeOf, type Step, type StepPlace, Steps } from './step';

export interface Answer {
  /** `channels`; receptive fields include the axis: `receptive_field.height`. */
  readonly question: string;
  readonly value: number | 'all';
  /** The index of the step that computes the value; null if there is none. */
  readonly step: number | null;
  readonly note: string | null;
}

/** Where the numbers of a node come from, back to the input (`schema/explain.schema.json`). */
export interface Explanation {
  readonly schemaVersion: 1;
  /** The qualified name. */
  readonly node: string;
  /** The kind of a layer; otherwise `input`, `block`, `repeat`, `iteration`, `path` or `side`. */
  readonly kind: string;
  /** The layer that produces the value, if the node is not a layer itself. */
  readonly endsWith: string | null;
  readonly place: StepPlace | null;
  readonly output: readonly number[];
  readonly answers: readonly Answer[];
  /** Each number once, after its operands. */
  readonly steps: readonly Step[];
}

/** Answers `NODE` or `NODE.question`, such as `incep1/five.channels`; by default, the shape of the main output. */
export function explainNode(graph: TypedGraph, asked?: string): Explanation | Problem {
  const main = graph.outputs.find((output) => output.main);
  const names = namedValues(graph);
  const byDefault = [...names].find(
    ([, { value, what }]) => value === main?.value && (what === 'layer' || what === 'input'),
  );
  const read = readQuestion(asked ?? byDefault?.[0] ?? '');
  if ('message' in read) return read;
  const named = names.get(read.name);
  if (!named) return unknownName(read.name, names);
  const typing = graph.typings.get(named.value);
  if (!typing) {
    const message = `the shape of \`${read.name}\` is unknown, because of an error in it or above it`;
    return { message, help: 'fix the errors that `modelc check` reports, then ask again' };
  }
  const steps = new Steps();
  const answers = answersTo(graph, read, named, steps);
  if ('message' in answers) return answers;
  const node = nodeOf(graph, named.value);
  const site = node?.site ?? graph.inputs[named.value]?.site;
  return {
    schemaVersion: 1,
    node: read.name,
    kind: named.what === 'layer' && node ? node.kind : named.what,
    endsWith: node && node.name !== read.name ? node.name : null,
    place: site ? placeOf(site.span) : null,
    output: valuesOf(typing.output),
    answers,
    steps: steps.list,
  };
}

/** What can be asked about a node, after the dot. */
const questions = ['shape', ...axes, 'parameters', 'trainable', 'macs', 'activations', 'receptive_field'] as const;
type Question = (typeof questions)[number];

/** Splits `incep1/five.channels` into node and question; the default question is the shape. Names contain no dots. */
function readQuestion(asked: string): { readonly name: string; readonly question: Question } | Problem {
  const dot = asked.indexOf('.');
  const name = dot < 0 ? asked : asked.slice(0, dot);
  const word = dot < 0 ? 'shape' : asked.slice(dot + 1);
  const question = questions.find((known) => known === word);
  if (question) return { name, question };
  const guess = nearest(word, questions);
  const help = guess === undefined ? `ask for one of ${questions.join(', ')}` : `write \`${name}.${guess}\``;
  return { message: `unknown question \`${word}\``, help };
}

function unknownName(name: string, names: ReadonlyMap<string, NamedValue>): Problem {
  const known = [...names.keys()];
  const last = known.filter((one) => one.endsWith(`/${name}`));
  const guess = last.length === 1 ? last[0] : nearest(name, known);
  const some = last.length > 1 ? last : known;
  const list = some.slice(0, 12).map((one) => `\`${one}\``);
  const more = some.length > list.length ? ` and ${some.length - list.length} more` : '';
  const help = guess === undefined ? `available: ${list.join(', ')}${more}` : `write \`${guess}\``;
  return { message: `nothing is named \`${shorten(name)}\``, help };
}

function answersTo(
  graph: TypedGraph,
  { name, question }: { readonly name: string; readonly question: Question },
  named: NamedValue,
  steps: Steps,
): readonly Answer[] | Problem {
  const { value } = named;
  switch (question) {
    case 'parameters':
    case 'trainable':
    case 'macs':
    case 'activations': {
      if (named.what === 'input')
        return { message: `\`${name}\` is an input, which has no ${question}`, help: `ask for \`${name}.shape\`` };
      const step = addCount({ graph, count: question, steps }, name, named);
      return [{ question, value: steps.list[step]?.value ?? 0, step, note: null }];
    }
    case 'receptive_field':
      return fieldAnswers(graph, value, steps);
    default:
      return shapeAnswers(graph, { name, question }, graph.typings.get(value)?.output ?? [], steps);
  }
}

function shapeAnswers(
  graph: Graph,
  { name, question }: { readonly name: string; readonly question: Question },
  shape: Shape,
  steps: Steps,
): readonly Answer[] | Problem {
  const scopes = scopesIn(graph);
  const wanted = question === 'shape' ? shape : shape.filter(({ axis }) => axis === question);
  if (wanted.length > 0)
    return wanted.map((dimension) => {
      const { axis, value } = dimension;
      return { question: axis, value, step: addDimension(dimension, steps, scopes), note: null };
    });
  const help = `ask for ${[...new Set(axesOf(shape))].map((axis) => `\`${name}.${axis}\``).join(', ')}`;
  return { message: `\`${name}\` has shape ${valuesOf(shape).join(' x ')}, which has no ${question}`, help };
}

function fieldAnswers(graph: TypedGraph, value: ValueId, steps: Steps): readonly Answer[] {
  const field = graph.typings.get(value)?.receptiveField;
  const first = firstToSeeAll(graph, value);
  if (field === undefined || field === 'all') {
    const note = `each value depends on the whole input, from \`${first?.name ?? 'input'}\` on`;
    return [{ question: 'receptive_field', value: 'all', step: null, note }];
  }
  const answers = spatialAxisNames.flatMap((axis): Answer[] => {
    const along = field[axis];
    if (!along) return [];
    const note = `stride: ${along.jump}`;
    return [
      { question: `receptive_field.${axis}`, value: along.size, step: addField(graph, value, axis, steps), note },
    ];
  });
  const note = 'a vector has no spatial axes';
  return answers.length > 0 ? answers : [{ question: 'receptive_field', value: 1, step: null, note }];
}

/** The values of names around a layer: for each enclosing use of a block its parameters and the `let` values, then the `let` values. */
function scopesIn({ body, lets }: Graph): ScopesOf {
  const around = new Map<string, readonly ReadonlyMap<string, Value>[]>();
  const collect = (steps: readonly PlainStep[], scopes: readonly ReadonlyMap<string, Value>[]): void => {
    for (const step of steps) {
      if (step.type === 'node') around.set(step.node.name, scopes);
      else collect(flatSteps(step.use.body), [new Map([...lets, ...step.use.parameters]), ...scopes]);
    }
  };
  collect(flatSteps(body), [lets]);
  return ({ name }) => around.get(name) ?? [lets];
}
