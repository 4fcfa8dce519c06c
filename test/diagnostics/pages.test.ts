import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkTarget } from '../../src/backends/targets';
import { compile } from '../../src/compiler/compile';
import { type Code, warningCodes } from '../../src/diagnostics/messages';
import { pages } from '../../src/diagnostics/pages';
import type { Example } from '../../src/diagnostics/pages/page';
import { errorDocs } from '../../src/diagnostics/pages/render-page';

import { folderReader } from '../../src/files/read-include';
import { readSpec } from '../../src/files/read-spec';

/** What an example leaves out, to be put in front of it. */
function completed({ spec, made }: Example): string {
  const text = made?.() ?? spec;
  const whole = ['# a spec', '- ', 'input: { features: 3 }\nlayers: [relu]\n', '%'].some((start) =>
    text.startsWith(start),
  );
  if (whole && made) return text;
  const has = (key: string): boolean => new RegExp(`^%|^${key}:`, 'm').test(text);
  return [
    ...(has('modelc') ? [] : ['modelc: 1']),
    ...(has('inputs?') ? [] : ['input: { height: 8, width: 8, channels: 4 }']),
    ...(has('layers') || has('include') ? [] : ['layers: [tanh]']),
    text,
  ].join('\n');
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'modelc-pages-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function codesOf(example: Example, code: Code): readonly string[] {
  for (const [name, text] of Object.entries(example.files ?? {})) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    const latin = text.startsWith('latin1:');
    writeFileSync(join(folder, name), latin ? Buffer.from(text.slice(7), 'latin1') : text);
  }
  const [, command] = /^\$ modelc check (.*)\n$/.exec(example.spec) ?? [];
  if (command !== undefined) {
    const read = readSpec(command.startsWith('/') ? command : join(folder, command));
    return read.ok ? compile(read.text).diagnostics.map((one) => one.code) : [read.diagnostic.code];
  }
  const alone = code === 'include/no-files' && example === pages[code].wrong;
  const settings = new Map(Object.entries(example.settings ?? {}));
  const file = join(folder, 'spec.yaml');
  const { diagnostics, graph } = compile(completed(example), file, {
    settings,
    ...(!alone && { includes: folderReader(folder) }),
  });
  const unsupported = code === 'target/unsupported' && graph ? checkTarget('tfjs', { graph }) : [];
  return [...diagnostics, ...unsupported].map((one) => one.code);
}

const all = Object.entries(pages) as [Code, (typeof pages)[Code]][];

test.each(all)('%s: the wrong example makes this mistake and no other', (code, { wrong }) => {
  const found = codesOf(wrong, code);
  const echoes = code === 'report/too-many' ? ['schema/unknown-kind'] : [];
  expect(new Set(found)).toEqual(new Set([...echoes, code]));
  expect(found.length - 200 * echoes.length).toBeLessThanOrEqual(2);
});

test.each(all)('%s: the right example is sound', (code, { right }) => {
  expect(codesOf(right, code)).toEqual([]);
});

test.each(warningCodes)('%s is a warning that a spec can allow', (code) => {
  const { diagnostics, ok } = compile(completed(pages[code].wrong));
  expect(ok).toBe(true);
  expect(diagnostics.map(({ severity }) => severity)).toContain('warning');
  const allowed = compile(`${completed(pages[code].wrong)}allow: [${code}]\n`);
  expect(allowed.diagnostics).toEqual([]);
});

test('every page gives the reason', () => {
  for (const [code, { why }] of all) expect([code, why.length > 20 && /\.$/.test(why)]).toEqual([code, true]);
});

test('docs/errors.md matches the pages', () => {
  expect(readFileSync(join(__dirname, '../../docs/errors.md'), 'utf8')).toBe(errorDocs());
});
