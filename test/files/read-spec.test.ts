import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../../src/diagnostics/wording';
import { readSpec } from '../../src/files/read-spec';
import { standardLimits } from '../../src/schema/limits';

const folder = mkdtempSync(join(tmpdir(), 'modelc-read-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

function pipe(): string {
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  return join(folder, 'pipe');
}

test('a text is read completely, including its byte order mark', () => {
  const text = `# ${'x'.repeat(standardLimits.bytes - 10)}\n\u4e16`;
  expect(readSpec(written('long.yaml', text))).toEqual({ ok: true, text });
  expect(readSpec(written('marked.yaml', '\ufeffmodelc: 1'))).toEqual({ ok: true, text: '\ufeffmodelc: 1' });
});

test.each([
  ['a device without end', () => '/dev/zero', 'file/unreadable', 'no file'],
  ['a pipe that nobody writes to', pipe, 'file/unreadable', 'no file'],
  ['a folder', () => folder, 'file/directory', 'folder'],
  ['a large file', () => written('large.yaml', 'x'.repeat(standardLimits.bytes + 1)), 'yaml/too-big', '1048576 bytes'],
  ['another encoding', () => written('latin.yaml', Uint8Array.of(0xe4, 0x20)), 'file/not-text', 'UTF-8'],
  ['no file', () => join(folder, 'none', 'a.yaml'), 'file/not-found', 'not found'],
])('%s', (_name, fileOf, code, words) => {
  const read = readSpec(fileOf());
  expect(read).toMatchObject({ ok: false, diagnostic: { code } });
  expect(read.ok ? '' : messageOf(read.diagnostic)).toContain(words);
});
