import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messages } from '../../src/diagnostics/messages';

const folders = ['compiler', 'cli', 'backends'];
const tests = folders.flatMap((folder) => {
  const path = join(__dirname, '..', folder);
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts'));
  return files.map((file) => readFileSync(join(path, file), 'utf8'));
});

test.each(Object.keys(messages))('%s is caused by some test', (code) => {
  expect(tests.some((text) => text.includes(`'${code}'`) || text.includes(`error[${code}]`))).toBe(true);
});
