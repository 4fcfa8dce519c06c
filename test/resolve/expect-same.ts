import { type Compilation, compile } from '../../src/compiler/compile';
import { messageOf } from '../../src/diagnostics/wording';
import { graphJson } from '../../src/graph/graph-json';
import { resolveSpec } from '../../src/resolve/resolve-spec';

export type Settings = Readonly<Record<string, string>>;
export const settingsOf = (settings: Settings): ReadonlyMap<string, string> => new Map(Object.entries(settings));

/** The graph as JSON without source locations, and without the declarations, of which unused ones are left out. */
export function meaning(compilation: Compilation): unknown {
  const { ok, graph, diagnostics } = compilation;
  expect(diagnostics.map(messageOf)).toEqual([]);
  if (!ok || !graph) throw new Error('no graph');
  const plain = (key: string, value: unknown): unknown =>
    ['place', 'blocks', 'lets'].includes(key) ? undefined : value;
  return JSON.parse(JSON.stringify(graphJson(graph), plain));
}

/** Expects that the resolved text has no includes and gives the same graph, and returns it. */
export function expectSame(compilation: Compilation, settings: Settings = {}): string {
  const text = resolveSpec(compilation, { settings: settingsOf(settings) });
  const again = compile(text);
  expect(meaning(again)).toEqual(meaning(compilation));
  expect(text).not.toMatch(/^include/m);
  // Resolving what is resolved changes nothing.
  expect(resolveSpec(again)).toBe(text);
  return text;
}
