import { type Code, flatten, type Item, layOut, usesOf, wrap } from '../source/code';
import { formulaOf } from '../source/expression';
import { typescript } from './expression';
import { enteringOf, type Frame, frameFor, LINE_WIDTH, namesAt, type Program } from './frame';
import { renderLayers } from './render-layer';
import { callCode, chainOf, operandsOf, valueText } from './statement-code';
import type { Conditional } from './statements';

const INDENT = '  ';

/** `if (stride > 1) skip = conv(skip, …);`, for items that follow each other under one condition. `variable` holds the value before them. */
export function renderConditionals(
  program: Program,
  frame: Frame,
  conditionals: readonly Conditional[],
  variable: string,
): { readonly lines: readonly string[]; readonly uses: ReadonlySet<string> } {
  const [first] = conditionals;
  const condition = first && conditionCode(program, frame, first);
  if (!condition) throw new Error('a condition has no formula');
  const codes = assigned(program, frame, conditionals, variable);
  const uses = new Set([...usesOf(condition), ...codes.flatMap((code) => [...usesOf(code)])]);
  const [only, ...others] = codes;
  const head = `if (${flatten(condition)})`;
  const short = only && wrap(`${head} `, only);
  if (short && others.length === 0 && fits(short)) return { lines: [`${INDENT}${flatten(short)}`], uses };
  const body = codes.map((code) => layOut(code, LINE_WIDTH, INDENT.repeat(2)));
  return { lines: [`${INDENT}${head} {`, ...body, `${INDENT}}`], uses };
}

function fits(code: Code): boolean {
  return !layOut(code, LINE_WIDTH, INDENT).includes('\n');
}

/** The code of a condition; equal for items that can be under one `if`. */
export function conditionCode(program: Program, frame: Frame, { condition, reads }: Conditional): Code | undefined {
  const { when, inputs, holds } = condition;
  return formulaOf(typescript, when, namesAt(program.graph, frame, enteringOf(frame, inputs, reads)), holds);
}

/** Assignments of the items' values to a variable; layers in a row are one chain. */
function assigned(program: Program, frame: Frame, conditionals: readonly Conditional[], variable: string): Code[] {
  const codes: Code[] = [];
  let chain: { readonly from: readonly Code[]; readonly layers: (Code | Item)[] } | undefined;
  const assign = (code: Code): void => void codes.push(wrap(`${variable} = `, code, ';'));
  const append = (): void => {
    if (chain) assign(chainOf(chain.from, chain.layers));
    chain = undefined;
  };
  for (const { item, reads, result } of conditionals) {
    const { step } = item;
    const texts = reads.map((value) => valueText(frame, value));
    const inner = frameFor(frame, item.use);
    if (step.type === 'node') {
      const layers = renderLayers(program, inner, step.node, { values: step.node.inputs, texts });
      if (chain && texts.length === 1) {
        chain.layers.push(...layers);
      } else {
        append();
        chain = { from: operandsOf(program, inner, step.node, texts), layers };
      }
    } else {
      append();
      assign(callCode(program, inner, { type: 'call', use: step.use, exports: [result] }, texts) ?? variable);
    }
    frame.values.set(result, variable);
  }
  append();
  return codes;
}
