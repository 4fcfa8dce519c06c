import type { Report } from '../../diagnostics/report';
import type { Value } from '../../expression/ast';
import { parseRational } from '../../expression/rational';
import { nameProblem, parameterProblem } from '../../schema/words';
import type { BlockAst, ParameterAst } from '../ast';
import { describeTree, type Entry, entryOf, isExpression, type MapTree, type Tree } from '../tree';
import { recogniseKeys } from './recognise-keys';
import { validateItems } from './validate-items';
import { nameOf } from './words';

const KEYS = ['params', 'layers'];

/** `blocks:` -> each block with its parameters and items, whether used or not. */
export function validateBlocks(tree: Tree | undefined, report: Report): ReadonlyMap<string, BlockAst> {
  const blocks = new Map<string, BlockAst>();
  if (!tree || tree.type === 'broken') return blocks;
  if (tree.type !== 'map') {
    report.add('schema/shape-of', tree.span, {
      what: '`blocks`',
      expected: 'a map from names to blocks',
      found: describeTree(tree),
    });
    return blocks;
  }
  const names = new Set(tree.entries.map(({ key }) => key));
  for (const entry of tree.entries) {
    // A block that is wrong is known all the same, so that its uses are not called unknown.
    nameOf({ type: 'scalar', value: entry.key, written: entry.key, span: entry.keySpan }, 'a block', report);
    blocks.set(entry.key, validateBlock(entry, names, report));
  }
  return blocks;
}

function validateBlock({ key, keySpan, value }: Entry, blocks: ReadonlySet<string>, report: Report): BlockAst {
  const name = { text: key, span: keySpan };
  const broken: BlockAst = { name, parameters: new Map(), layers: [], broken: true };
  if (value.type === 'broken') return broken;
  if (value.type !== 'map') {
    report.add('schema/shape-of', value.span, {
      what: `block \`${key}\``,
      expected: 'a map with `params` and `layers`',
      found: describeTree(value),
    });
    return broken;
  }
  const known = recogniseKeys(value, KEYS, `block \`${key}\``, report);
  const parameters = validateParameters(known, report);
  const layers = entryOf(known, 'layers');
  if (layers?.value.type === 'broken') return broken;
  if (layers?.value.type !== 'list' || layers.value.items.length === 0) {
    report.add('schema/empty-layers', layers?.keySpan ?? keySpan, { in: `block \`${key}\`` });
    return broken;
  }
  const items = validateItems(layers.value, { report, parameters: new Set(parameters.keys()), blocks });
  return { name, parameters, layers: items, broken: nameProblem(key) !== undefined };
}

function validateParameters(block: MapTree, report: Report): ReadonlyMap<string, ParameterAst> {
  const parameters = new Map<string, ParameterAst>();
  const tree = entryOf(block, 'params')?.value;
  if (!tree || tree.type === 'broken') return parameters;
  if (tree.type !== 'map') {
    report.add('schema/shape-of', tree.span, {
      what: '`params`',
      expected: 'a map from parameters to defaults',
      found: describeTree(tree),
    });
    return parameters;
  }
  for (const { key, keySpan, value } of tree.entries) {
    const problem = parameterProblem(key);
    if (problem) report.add(problem, keySpan, { name: key, what: 'a parameter' });
    parameters.set(key, { name: { text: key, span: keySpan }, default: defaultOf(key, value, report) });
  }
  return parameters;
}

/** A parameter without a value (`out:`) must be given by each use. */
function defaultOf(key: string, tree: Tree, report: Report): Value | undefined {
  if (isExpression(tree)) {
    report.add('expression/not-here', tree.span, { where: `the default of \`${key}\`` });
    return undefined;
  }
  const value = literalValue(tree);
  const required = tree.type === 'scalar' && tree.value === null;
  if (value === undefined && !required && tree.type !== 'broken') {
    report.add('blocks/parameter-type', tree.span, {
      parameter: key,
      expected: 'a number, a text, `true` or `false`',
      found: describeTree(tree),
    });
  }
  return value;
}

/** A scalar as the expression language sees it: numbers exactly as written. */
export function literalValue(tree: Tree): Value | undefined {
  if (tree.type !== 'scalar' || tree.value === null) return undefined;
  if (typeof tree.value !== 'number') return tree.value;
  return parseRational(tree.written) ?? parseRational(String(tree.value));
}
