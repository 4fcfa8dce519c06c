import { type CST, Parser } from 'yaml';
import type { Report } from '../../diagnostics/report';
import type { Source } from '../../diagnostics/source';

/** The YAML library's syntax tree without what a spec cannot contain, and the values that had a tag. */
export interface Tokens {
  readonly tokens: readonly CST.Token[];
  readonly tagged: ReadonlySet<CST.Token>;
}

/** An item of any collection while it is read. */
interface Item {
  readonly start: CST.SourceToken[];
  key?: CST.Token | null | undefined;
  sep?: CST.SourceToken[] | undefined;
  value?: CST.Token | undefined;
}

interface Place {
  readonly token: CST.Token;
  readonly depth: number;
}

/**
 * Text -> syntax tree. The library builds it without recursion, but its next step is recursive, so depth is checked here:
 * returns undefined, with a report, if it is too deep. Reports and removes directives and tags.
 */
export function readTokens(source: Source, text: string, depth: number, report: Report): Tokens | undefined {
  const tokens: CST.Token[] = [];
  const tagged = new Set<CST.Token>();
  const places: Place[] = [];
  for (const token of new Parser().parse(text)) {
    if (token.type === 'directive') {
      const { offset: start, source: directive } = token;
      report.add('yaml/directive', { source, start, end: start + directive.length }, { directive });
      continue;
    }
    tokens.push(token);
    places.push({ token, depth: 0 });
  }
  for (let place = places.pop(); place; place = places.pop()) {
    if (place.depth > depth) {
      const { offset: start } = place.token;
      report.add('yaml/too-deep', { source, start, end: start + 1 }, { limit: depth });
      return undefined;
    }
    takeTagsOut(place.token, source, tagged, report);
    for (const token of innerTokens(place.token)) places.push({ token, depth: place.depth + 1 });
  }
  return { tokens, tagged };
}

function innerTokens(token: CST.Token): CST.Token[] {
  const inner = 'items' in token ? token.items.flatMap(({ key, value }) => [key, value]) : [];
  if (token.type === 'document') inner.push(token.value);
  return inner.filter((value) => value !== undefined && value !== null);
}

function takeTagsOut(token: CST.Token, source: Source, tagged: Set<CST.Token>, report: Report): void {
  const take = (before: CST.SourceToken[] | undefined, value: CST.Token | null | undefined): CST.Token | undefined => {
    const tags = before?.filter(({ type }) => type === 'tag') ?? [];
    const [first] = tags;
    if (!first) return undefined;
    const stand = value ?? standIn(first);
    for (const tag of tags) {
      report.add('yaml/tag', { source, start: tag.offset, end: tag.offset + tag.source.length }, { tag: tag.source });
      tag.type = 'space';
      tag.source = ' '.repeat(tag.source.length);
    }
    tagged.add(stand);
    return stand;
  };
  if (token.type === 'document') {
    const value = take(token.start, token.value);
    if (value) token.value = value;
  }
  if (!('items' in token)) return;
  const list = token.type === 'block-seq' || (token.type === 'flow-collection' && token.start.source === '[');
  for (const item of token.items as Item[]) {
    if (list && !item.key && !item.sep) item.value = take(item.start, item.value) ?? item.value;
    else item.key = take(item.start, item.key) ?? item.key;
    if (item.key) item.sep ??= [];
    item.value = take(item.sep, item.value) ?? item.value;
  }
}

/** A word that replaces a tag without a value. */
function standIn({ offset, indent, source }: CST.SourceToken): CST.Token {
  return { type: 'scalar', offset, indent, source: 'x'.repeat(source.length) };
}
