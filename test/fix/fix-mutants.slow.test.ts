import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../src/compiler/compile';
import { valuesOf } from '../../src/dimensions/dimension';
import { fixSpec, type MadeFix } from '../../src/fix/fix-spec';
import { isLess, remaining } from '../../src/fix/remaining';
import { streamOf } from '../../src/tensors/random/stream';
import { uniformAt } from '../../src/tensors/random/uniform';

const read = (file: string): string => readFileSync(join(__dirname, '../../specs', file), 'utf8');
const texts = ['inception-mnist.yaml', 'lenet.yaml', 'm5.yaml'].map(read);

interface Fixed {
  readonly text: string;
  readonly ok: boolean;
  readonly made: readonly MadeFix[];
}

function fix(text: string): Fixed {
  const { changed, compilation, made } = fixSpec(text, 'spec.yaml', {}, { scope: 'contracts' });
  return { text: changed.get('spec.yaml')?.after ?? text, ok: compilation.ok, made };
}

/** Draws whole numbers below a limit. */
function drawing(name: string): (limit: number) => number {
  const stream = streamOf(20261129, name);
  let draws = 0;
  return (limit) => Math.floor(uniformAt(stream, draws++) * limit);
}

const SCRAPS = ['{', '}', '[', ']', ':', ' ', '\n', '\t', '"', '- ', '#', '${', '${x}', '1', ', ', 'x: '];

/** A random edit anywhere. */
function scramble(text: string, random: (limit: number) => number): string {
  const [at, length] = [random(text.length), random(10)];
  return text.slice(0, at) + (SCRAPS[random(SCRAPS.length)] ?? '') + text.slice(at + length);
}

test('fixing makes a text strictly better or leaves it, and then finds nothing more to fix', () => {
  const random = drawing('scrambled');
  let changed = 0;
  for (let count = 0; count < 400; count++) {
    const mutant = scramble(texts[random(texts.length)] ?? '', random);
    const once = fix(mutant);
    expect(fix(once.text)).toMatchObject({ text: once.text, made: [] });
    if (once.made.length === 0) expect(once.text).toBe(mutant);
    else {
      changed++;
      const left = (text: string) => remaining(compile(text).diagnostics);
      expect(isLess(left(once.text), left(mutant))).toBe(true);
    }
  }
  expect(changed).toBeGreaterThan(20);
});

/** A slip of the fingers in one word of at least four letters: a letter left out, doubled, swapped with the next, or replaced. */
function misspell(text: string, random: (limit: number) => number): string {
  const lines = text.split('\n').map((line) => line.replace(/#.*/, ''));
  const words = [...lines.join('\n').matchAll(/(?<![\w"])[a-z_]{4,}[12]?d?(?=:| \}|,|\n|\])/g)];
  const word = words[random(words.length)];
  if (!word) throw new Error('no word');
  const at = word.index + 1 + random(word[0].length - 2);
  const [letter = '', next = ''] = text.slice(at, at + 2);
  const slip = [letter + letter, '', next + letter, 'q'][random(4)] ?? '';
  return text.slice(0, at) + slip + text.slice(slip === next + letter ? at + 2 : at + 1);
}

/** What a spec computes, without its names: a name misspelt where it is declared is a name like any other. */
function meaningOf(text: string): unknown {
  const { graph } = compile(text);
  return graph?.nodes.map(({ id, kind, attributes }) => [
    kind,
    attributes,
    valuesOf(graph.typings.get(id)?.output ?? []),
  ]);
}

test('a spec that is valid after fixing misspelt words means what it meant before', () => {
  const random = drawing('misspelt');
  const bare = texts.map((text) => text.replaceAll(/ *#.*/g, ''));
  let restored = 0;
  for (let count = 0; count < 400; count++) {
    const text = bare[random(bare.length)] ?? '';
    const mutant = misspell(text, random);
    const { text: after, ok, made } = fix(mutant);
    if (!ok || made.length === 0) continue;
    if (after === text) restored++;
    expect({ mutant, meaning: meaningOf(after) }).toEqual({ mutant, meaning: meaningOf(text) });
  }
  expect(restored).toBeGreaterThan(200);
});
