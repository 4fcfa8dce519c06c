import type { Problem } from '../diagnostics/problem';
import { axes } from '../dimensions/axis';
import { closest } from '../schema/closest';

/** What can be asked about a node, after the dot. */
export const questions = [
  'shape',
  ...axes,
  'parameters',
  'trainable',
  'macs',
  'activations',
  'receptive_field',
] as const;
export type Question = (typeof questions)[number];

/** Splits `incep1/five.channels` into node and question; the default question is the shape. Names contain no dots. */
export function readQuestion(asked: string): { readonly name: string; readonly question: Question } | Problem {
  const dot = asked.indexOf('.');
  const name = dot < 0 ? asked : asked.slice(0, dot);
  const word = dot < 0 ? 'shape' : asked.slice(dot + 1);
  const question = questions.find((known) => known === word);
  if (question) return { name, question };
  const guess = closest(word, questions);
  const help = guess === undefined ? `ask for one of ${questions.join(', ')}` : `write \`${name}.${guess}\``;
  return { message: `unknown question \`${word}\``, help };
}
