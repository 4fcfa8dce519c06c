import { alternatives } from '../diagnostics/messages/words';
import { replacement } from '../diagnostics/replacement';
import { advise, adviseAmong } from './foreign/advice';
import { attributes } from './foreign/attributes';
import { plainWord } from './foreign/foreign-word';
import { operations } from './foreign/operations';
import { dictionaryOf, translate } from './foreign/translate';
import { values } from './foreign/values';
import { type Guess, type Misspelt, NOTHING } from './guess';
import { type Call, itemOfCall, readCall } from './guess-call';
import { alongOtherAxes, guessWord } from './guess-word';
import { kinds } from './kinds';
import { appliedBy, losses } from './losses';

const dictionaries = {
  operations: dictionaryOf(operations),
  attributes: dictionaryOf(attributes),
  values: new Map(Object.entries(values).map(([key, rows]) => [key, dictionaryOf(rows)])),
};

/** What an unknown layer kind means. An operation of another framework is never taken for a misspelt kind. */
export function guessKind(word: Misspelt, known: readonly string[]): Guess {
  const call = readCall(word.text);
  if (call) return guessCall(call, word, known);
  if (/^\w+(?:\s*[;|]\s*\w+)+$/.test(word.text))
    return {
      ...NOTHING,
      help: `put commas between layers in brackets: \`[${word.text.split(/\s*[;|]\s*/).join(', ')}]\``,
    };
  if (word.text.includes('：')) return { ...NOTHING, help: 'write an ordinary colon, followed by a space, for `：`' };
  if (/^[A-Za-z_][\w.]*:\s/.test(word.text)) return { ...NOTHING, help: `remove the quotes: \`- ${word.text}\`` };
  const translation = translate(word, known, dictionaries.operations);
  if (translation && (translation.help !== undefined || !translation.unsupported)) return translation;
  const others = alongOtherAxes(word.text.toLowerCase(), known);
  if (others.length > 0) return { ...NOTHING, unsupported: true, help: `modelc has ${alternatives(others)}` };
  return translation ?? lossAsLayer(word) ?? guessWord(word, known);
}

/** Losses of other frameworks are layers, or are called like them. */
function lossAsLayer(word: Misspelt): Guess | undefined {
  const dictionary = dictionaries.values.get('loss');
  const loss = dictionary && translate(word, Object.keys(losses), dictionary);
  if (!loss) return undefined;
  const instead = loss.guess === undefined ? loss.help : `write \`loss: ${loss.guess}\` in \`train\``;
  return { ...NOTHING, unsupported: true, help: `a loss is not a layer: ${instead}` };
}

/** A layer written as a call; only one without arguments has the same meaning as a bare word. */
function guessCall(call: Call, word: Misspelt, known: readonly string[]): Guess {
  const named = { ...word, text: call.name };
  const guess = known.includes(call.name) ? { guess: call.name, fixes: [] } : guessKind(named, known);
  const kind = kinds.find((one) => one === guess.guess);
  if (guess.unsupported || !kind) return { ...guess, guess: undefined, fixes: [] };
  const { item, others } = itemOfCall(kind, call, word);
  const activations = others.flatMap(
    ({ name, value }) => activationAfter({ text: name, span: word.span, value }) ?? [],
  );
  if (call.inner === '' && item === kind && guess.help === undefined)
    return { guess: kind, fixes: [replacement(word.span, kind)] };
  const differs = guess.help?.replace(/^write `[^`]*`(?:; )?/, '');
  return { ...NOTHING, help: [`write \`- ${item}\``, ...(differs ? [differs] : []), ...activations].join('; ') };
}

/** A key that is unknown where it is written. */
interface MisspeltKey extends Misspelt {
  /** Its value, if that is a plain one or a list of plain ones. */
  readonly value: string | undefined;
}

/**
 * What an unknown key means; `likely` as for `guessWord`. A key that other frameworks have is never taken for a misspelt one.
 */
export function guessKey(key: MisspeltKey, known: readonly string[], likely?: (word: string) => boolean): Guess {
  const specific = adviseAmong(key.text, key.value, known);
  if (specific !== undefined) return { ...NOTHING, help: specific };
  const translation = translate(key, known, dictionaries.attributes);
  if (translation && !translation.unsupported) return translation;
  const help = activationAfter(key) ?? advise(key.text, key.value, known);
  if (help !== undefined) return { ...NOTHING, help };
  const isForeign = translation && !attributes.some(({ is }) => is === key.text);
  return isForeign ? NOTHING : guessWord(key, known, likely);
}

/** The only one of certain keys that a key of another framework means. */
export function translateKey(key: Misspelt, known: readonly string[]): string | undefined {
  return translate(key, known, dictionaries.attributes)?.guess;
}

const ACTIVATION = new Set([
  'activationlayer',
  'actlayer',
  'actcfg',
  'acttype',
  'activation',
  'act',
  'activationfn',
  'activationfunction',
  'nonlinearity',
  'activ',
]);

const IN_LOSSES: ReadonlySet<string | undefined> = new Set(Object.values(appliedBy));
const IN_LOSS = '; not at the end of a net with `train`, whose cross-entropy losses apply it themselves';

const NO_ACTIVATION = new Set(['', 'linear', 'none', 'null', 'identity', '~']);

/** Where an activation goes that is written as an attribute of a layer. */
function activationAfter({ text, span, value }: MisspeltKey): string | undefined {
  if (!ACTIVATION.has(plainWord(text))) return undefined;
  if (value === undefined) return 'put the activation after the layer, as an item of its own';
  if (NO_ACTIVATION.has(plainWord(value))) return 'remove it: a layer has no activation of its own';
  const { guess, help } = guessKind({ text: value, span }, kinds);
  const kind = guess ?? kinds.find((one) => one === value);
  if (kind !== undefined) {
    const differs = help?.split('; ').slice(1).join('; ');
    return `put \`- ${kind}\` after the layer${differs ? `; ${differs}` : ''}${IN_LOSSES.has(kind) ? IN_LOSS : ''}`;
  }
  return `put the activation after the layer, as an item of its own${help === undefined ? '' : `; ${help}`}`;
}

/** What an unknown word means as the value of a key. */
export function guessValue(word: Misspelt, known: readonly string[], key: string): Guess {
  const dictionary = dictionaries.values.get(key);
  return (dictionary && translate(word, known, dictionary)) ?? guessWord(word, known);
}
