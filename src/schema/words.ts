import type { WordGroup } from '../diagnostics/messages/words';
import { hasWeights, type Kind, kinds, layerOf } from './kinds';

/** Words that an item can start with, besides the layer kinds. */
export const structures = ['branch', 'split', 'use', 'repeat', 'side'] as const;

/** Keys allowed next to a kind; no attribute of any kind has such a name. */
export const siblings = ['name', 'from', 'with', 'weights', 'when', 'expect', 'output'] as const;

/** All words that can make a map an item of `layers`. */
export const itemWords: readonly string[] = [...kinds, ...structures];

/** All of them for a message that lists them. */
export const itemWordGroups: readonly WordGroup[] = groupsOf([
  ['layers with weights', hasWeights],
  ['activations', (kind) => layerOf(kind).traits.activation === true],
  ['joins', (kind) => layerOf(kind).join],
  ['other layers', () => true],
]);

/** Each kind in the first group that it belongs to, and the structures. */
function groupsOf(rules: readonly (readonly [string, (kind: Kind) => boolean])[]): readonly WordGroup[] {
  const groups = rules.map(([name, belongs], index) => ({
    name,
    words: kinds.filter((kind) => belongs(kind) && !rules.slice(0, index).some(([, earlier]) => earlier(kind))),
  }));
  return [...groups, { name: 'structure', words: structures }];
}

export const topLevelKeys = [
  'modelc',
  'name',
  'description',
  'include',
  'let',
  'input',
  'inputs',
  'blocks',
  'layers',
  'expect',
  'allow',
  'train',
] as const;

/** Other words that people write for `weights`, without dashes and underscores. */
export const sharingWords: ReadonlySet<string> = new Set([
  ...['share', 'shared', 'sharing', 'sharewith', 'sharedwith', 'shareweights', 'sharedweights', 'weightsharing'],
  ...['reuse', 'tie', 'tied', 'tiewith', 'tiedto', 'tieweights', 'weightsof', 'weightsfrom'],
]);

/** The keys allowed in an included file. */
export const includedKeys: readonly string[] = ['modelc', 'name', 'description', 'include', 'let', 'blocks'];

/** The name in `from` of the value that enters the model or a block. */
export const INPUT = 'input';

/** In expressions, the value that enters an item: `in.channels`. */
export const INCOMING = 'in';

/** Words that would be confused with the language's own, or that JavaScript reserves. */
export const reservedNames: readonly string[] = [INPUT, 'constructor', 'prototype'];

/** Words of expressions, which cannot be names of parameters. */
export const reservedInExpressions: readonly string[] = ['if', 'else', 'and', 'or', 'not', 'true', 'false'];

export type NameProblem = 'names/invalid' | 'names/reserved';

/** Why a word cannot be the name of an item, a path or a block; undefined if it can. */
export function nameProblem(name: string): NameProblem | undefined {
  if (name.length > 64 || !/^[A-Za-z][A-Za-z0-9_-]*$/.test(name)) return 'names/invalid';
  return reservedNames.includes(name) ? 'names/reserved' : undefined;
}

/** Parameters appear in expressions, where `-` is an operator. */
export function parameterProblem(name: string): NameProblem | undefined {
  if (name.includes('-')) return 'names/invalid';
  if (reservedInExpressions.includes(name)) return 'names/reserved';
  return nameProblem(name);
}
