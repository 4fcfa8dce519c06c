// Where a spec can be mutated: every word of a closed set, every value, every padding and stride of a path, every declared size. It knows
// the language only from the docs and parses YAML itself, to be independent of the compiler that it tests.
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';

const STRUCTURES = new Set(['branch', 'repeat', 'side', 'use']);
const BESIDE = new Set(['name', 'from', 'with', 'when', 'expect', 'output']);
const OPERATORS = new Set(['if', 'else', 'and', 'or', 'not', 'true', 'false']);

/** All sites of one file: `{ type, start, end, text, ... }`, with offsets in its text. */
export function sitesOf(text) {
  const document = parseDocument(text, { version: '1.2' });
  const sites = [];
  const root = document.contents;
  if (!isMap(root)) return sites;
  const say = (type, node, more = {}) => {
    const [start, end] = node.range;
    sites.push({ type, start, end, text: text.slice(start, end), ...more });
  };
  const tools = { text, sites, say };
  for (const { key, value } of root.items) {
    say('word', key);
    if (key.value === 'layers') readItems(value, tools);
    else if (key.value === 'blocks') readBlocks(value, tools);
    else if (key.value === 'let') readLets(value, tools);
    else if (key.value === 'expect' || key.value === 'include' || key.value === 'name') continue;
    else if (key.value === 'inputs') for (const one of value.items) readSection(one.value, tools);
    else if (key.value === 'modelc') say('value', value);
    else if (isMap(value)) readSection(value, tools);
  }
  return sites;
}

/** The text without the top-level `expect`. */
export function withoutContracts(text) {
  const root = parseDocument(text).contents;
  const pair = root.items.find(({ key }) => key.value === 'expect');
  if (!pair) return text;
  const start = pair.key.range[0];
  const end = pair.value.range[2];
  return text.slice(0, start) + text.slice(end);
}

function readBlocks(blocks, tools) {
  for (const { value: block } of blocks.items) {
    for (const { key, value } of block.items) {
      tools.say('word', key);
      if (key.value === 'layers') readItems(value, tools);
      else if (key.value === 'params') readLets(value, tools);
    }
  }
}

/** Values by name; the names are the user's. */
function readLets(map, tools) {
  if (!isMap(map)) return;
  for (const { value } of map.items) {
    if (isMap(value)) readSection(value, tools);
    else if (isScalar(value) && value.value !== null) readValue(value, tools, { free: true });
  }
}

/** A map whose keys are words of the language, at any depth. */
function readSection(map, tools) {
  for (const { key, value } of map.items) {
    tools.say('word', key);
    if (isMap(value)) readSection(value, tools);
    else if (value) readValue(value, tools);
  }
}

function readValue(node, tools, { free = false } = {}) {
  if (isSeq(node)) {
    for (const item of node.items) if (isScalar(item)) readValue(item, tools);
    return;
  }
  if (!isScalar(node)) return;
  if (typeof node.value === 'string' && node.value.includes('${')) readExpression(node, tools);
  else if (typeof node.value === 'string' && !free) tools.say('word', node);
  else if (typeof node.value === 'boolean') tools.say('word', node);
  if (node.value !== null) tools.say('value', node);
}

/** Names and functions inside `${...}`. */
function readExpression(node, { text, sites }) {
  const [start, end] = node.range;
  for (const part of text.slice(start, end).matchAll(/\$\{([^}]*)\}/g)) {
    const from = start + part.index + 2;
    for (const { 0: word, index } of part[1].matchAll(/(?<!['"\w])[A-Za-z_]\w*(?!['"\w])/g))
      if (!OPERATORS.has(word))
        sites.push({ type: 'word', start: from + index, end: from + index + word.length, text: word });
  }
}

function readItems(list, tools) {
  for (const item of isSeq(list) ? list.items : []) readItem(item, tools);
}

function readItem(item, tools) {
  const { say } = tools;
  if (isScalar(item)) {
    if (String(item.value).includes('${')) readExpression(item, tools);
    else say('word', item);
    return;
  }
  if (!isMap(item)) return;
  const use = item.items.some(({ key }) => key.value === 'use');
  for (const { key, value } of item.items) {
    say('word', key);
    if (key.value === 'branch') readBranch(value, tools);
    else if (key.value === 'repeat' || key.value === 'side') readStructure(value, tools);
    else if (key.value === 'use') readName(value, tools);
    else if (key.value === 'from') for (const one of isSeq(value) ? value.items : [value]) readName(one, tools);
    else if (key.value === 'when') readValue(value, tools);
    else if (key.value === 'with') readSection(value, tools);
    else if (key.value === 'expect') readExpect(value, tools);
    else if (key.value === 'output') readOutput(value, tools);
    else if (key.value !== 'name' && !STRUCTURES.has(key.value) && !BESIDE.has(key.value)) readLayer(key, value, tools);
  }
  if (use) readWindow(item.items.find(({ key }) => key.value === 'with')?.value, tools);
}

function readName(node, tools) {
  if (isScalar(node) && !String(node.value).includes('${')) tools.say('word', node);
  else if (isScalar(node)) readExpression(node, tools);
}

function readOutput(map, { say, ...tools }) {
  for (const { key, value } of isMap(map) ? map.items : []) {
    say('word', key);
    if (key.value !== 'name') readValue(value, { say, ...tools });
  }
}

function readStructure(map, tools) {
  for (const { key, value } of map.items) {
    tools.say('word', key);
    if (key.value === 'layers') readItems(value, tools);
    else if (key.value === 'times') readValue(value, tools);
  }
}

function readExpect(map, { say }) {
  for (const { key, value } of map.items) {
    say('word', key);
    if (isScalar(value) && typeof value.value === 'number') say('expectation', value);
    else if (isSeq(value)) for (const one of value.items) if (typeof one.value === 'number') say('expectation', one);
  }
}

function readLayer(kind, attributes, tools) {
  if (!isMap(attributes)) return;
  for (const { key, value } of attributes.items) {
    tools.say('word', key);
    const declared =
      (kind.value === 'flatten' && key.value === 'size') || (kind.value === 'dense' && key.value === 'inputs');
    if (declared && typeof value.value === 'number') tools.say('expectation', value);
    else if (isMap(value)) readSection(value, tools);
    else readValue(value, tools);
  }
  readWindow(attributes, tools);
}

/** Padding and stride of a window: as written, or where one can be added. */
function readWindow(map, { sites, say }) {
  if (!isMap(map)) return;
  const keys = map.items.map(({ key }) => key.value);
  if (!keys.includes('kernel')) return;
  for (const { key, value } of map.items) {
    const plain = isScalar(value) && !String(value.value).includes('${');
    if (plain && (key.value === 'padding' || key.value === 'stride')) say('flip', value, { key: key.value });
  }
  const { key, value } = map.items.at(-1);
  const [, end] = (value ?? key).range;
  if (map.flow && !keys.includes('stride')) sites.push({ type: 'flip', start: end, end, text: '', key: 'stride' });
}

function readBranch(map, tools) {
  if (!isMap(map)) return;
  for (const { key, value } of map.items) {
    const first = tools.sites.length;
    readItems(value, tools);
    for (const site of tools.sites.slice(first))
      if (!site.path) Object.assign(site, { path: key.value, paths: map.items.length });
  }
}
