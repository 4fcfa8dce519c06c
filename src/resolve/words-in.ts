import { isMap, isScalar, isSeq } from 'yaml';

/** Adds all texts in a value, and the words in their expressions. */
export function wordsIn(node: unknown, words: Set<string>): void {
  if (isMap(node)) for (const { value } of node.items) wordsIn(value, words);
  else if (isSeq(node)) for (const item of node.items) wordsIn(item, words);
  else if (isScalar(node) && typeof node.value === 'string') {
    words.add(node.value);
    for (const [expression] of node.value.matchAll(/\$\{[^}]*\}/g))
      for (const [word] of expression.matchAll(/[A-Za-z_]\w*/g)) words.add(word);
  }
}
