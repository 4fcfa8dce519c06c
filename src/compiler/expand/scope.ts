import { replacement } from '../../diagnostics/replacement';
import type { Report, Use } from '../../diagnostics/report';
import { lineOf, type Span } from '../../diagnostics/source';
import { UNKNOWN_ID, type ValueId } from '../../graph/graph';
import { countOf, guessWord } from '../../schema/guess-word';
import { nameProblem } from '../../schema/words';
import type { BranchItem } from '../ast';
import type { Word } from '../yaml/tree';
import { innerName, usesOf } from './inner-name';
import { forEachIteration } from './iteration-names';
import type { ReadyItem } from './ready-item';

/** What a name refers to. */
export interface NamedItem {
  readonly type: 'input' | 'layer' | 'use' | 'repeat' | 'iteration' | 'path' | 'side';
  /** The block of a use. */
  readonly block?: string | undefined;
  readonly span: Span;
  readonly value: ValueId;
  /** The names inside. */
  readonly inner?: Scope | undefined;
}

interface Definition {
  /** Undefined for an item that was reported. */
  readonly type: NamedItem['type'] | undefined;
  readonly block: string | undefined;
  readonly span: Span;
  readonly automatic: boolean;
  /** Undefined until the item has been expanded. */
  value: ValueId | undefined;
  /** The names inside, if it is the name of a use of a block, a path, a side path, a repeat or an iteration. */
  inner: Scope | undefined;
}

/** A value that a scope contains from the start. */
export interface Given {
  readonly name: string;
  readonly value: ValueId;
  readonly span: Span;
}

/** A name that an item refers to. */
interface Reference {
  readonly word: Word;
  /** The name of the item itself. */
  readonly self: string;
  readonly key: 'from' | 'weights';
}

function itemOf(item: Exclude<ReadyItem['item'], BranchItem>): Pick<Definition, 'type' | 'block'> {
  if (item.type === 'use') return { type: item.type, block: item.block.text };
  return { type: item.type === 'broken' ? undefined : item.type, block: undefined };
}

/** With every property there from the start: adding them later is slow, and a large graph has a name for each layer. */
function definitionWith({
  type,
  block,
  span,
  automatic,
  value,
  inner,
}: Pick<Definition, 'type' | 'span' | 'automatic'> & Partial<Definition>): Definition {
  return { type, block, span, automatic, value, inner };
}

/** An item that an error kept from being expanded, so that the names inside it are not known. */
function isUnread({ type, value, inner }: Definition): boolean {
  return value === UNKNOWN_ID && inner === undefined && type !== 'layer' && type !== 'input';
}

function settled(definition: Definition | undefined): NamedItem | undefined {
  if (definition?.type === undefined || definition.value === undefined) return undefined;
  const { type, block, span, value, inner } = definition;
  return { type, block, span, value, inner };
}

/** Above this many names in a scope, errors about unknown names do not list the known ones, which would take too long. */
const LISTED = 500;

/** The names of one list of items: a file, a block, a path of a branch, a side path or an iteration of a repeat. */
export class Scope {
  readonly path: string;
  readonly #outer: Scope | undefined;
  /** This scope and the outer ones whose names are visible in it: none outside a file or a block. */
  readonly #visible: readonly Scope[];
  readonly #definitions = new Map<string, Definition>();
  /** Names of items that their conditions leave out. */
  readonly #leftOut = new Map<string, Span>();
  /** Some item has a name that an error hides: any unknown name may be it. */
  #hasUnknownNames = false;

  private constructor(path: string, outer: Scope | undefined, closed: boolean) {
    this.path = path;
    this.#outer = outer;
    this.#visible = outer && !closed ? [this, ...outer.#visible] : [this];
  }

  /** The scope of a file or a block, which contains only what it is given. */
  static closed(path: string, given: readonly Given[], outer?: Scope): Scope {
    const scope = new Scope(path, outer, true);
    for (const { name, value, span } of given)
      scope.#definitions.set(name, definitionWith({ type: 'input', span, automatic: false, value }));
    return scope;
  }

  /** A nested scope, which also sees the names of this one. */
  open(name: string): Scope {
    return new Scope(this.qualify(name), this, false);
  }

  /** All names, in the order of the items. */
  names(): readonly string[] {
    return [...this.#definitions.keys()];
  }

  /** Names that exist so far; an input has no weights. */
  known(key: Reference['key'] = 'from'): string[] {
    return [...this.#definitions].flatMap(([name, { value, type }]) =>
      value === undefined || (key === 'weights' && type === 'input') ? [] : [name],
    );
  }

  qualify(name: string): string {
    return this.path === '' ? name : `${this.path}/${name}`;
  }

  /** Declares the names of all items before any is expanded, starting with those that the user wrote. */
  declare(items: readonly ReadyItem[], report: Report, uses: readonly Use[]): void {
    for (const automatic of [false, true]) {
      for (const { item, self, paths, nameSpan, nameUnknown, leftOut, undecided } of items) {
        this.#hasUnknownNames ||= nameUnknown;
        if (undecided) continue;
        if (leftOut) {
          if (self !== '' && item.when) this.#leftOut.set(self, item.when.span);
        } else if (item.type === 'branch') {
          if (!automatic)
            for (const [index, { name }] of item.paths.entries()) {
              const definition = definitionWith({ type: 'path', span: name.span, automatic });
              this.#define(paths[index] ?? name.text, definition, report, uses);
            }
        } else if ((nameSpan === undefined) === automatic) {
          const { type, block } = itemOf(item);
          const span = nameSpan ?? item.word.span;
          this.#define(self, definitionWith({ type, block, span, automatic }), report, uses);
        }
      }
    }
  }

  #define(name: string, definition: Definition, report: Report, uses: readonly Use[]): void {
    const { span, automatic } = definition;
    const known = this.#definitions.get(name);
    if (!known) {
      this.#definitions.set(name, definition);
      return;
    }
    if (nameProblem(name)) return;
    const [place, other] = automatic ? [known, { span }] : [{ span }, known];
    const notes = [{ message: 'first used here', span: other.span }];
    report.add('names/duplicate', place.span, { name, line: lineOf(other.span), automatic }, { notes, uses });
  }

  /** Sets the value of a name after its item was expanded. */
  settle(name: string, value: ValueId, inner?: Scope): void {
    const definition = this.#definitions.get(name);
    if (!definition || definition.value !== undefined) return;
    definition.value = value;
    if (inner) definition.inner = inner;
  }

  /** Declares an iteration of a repeat by its number. */
  addIteration(iteration: number, value: ValueId, inner: Scope, span: Span): void {
    this.#definitions.set(
      String(iteration),
      definitionWith({ type: 'iteration', span, automatic: true, value, inner }),
    );
  }

  /** A name for each iteration of a repeat, if `*` stands for its number; any other name is left as it is. */
  inEachIteration(word: Word): readonly Word[] {
    const [first = '', ...rest] = word.text.split('/');
    const at = rest.indexOf('*');
    if (at < 0) return [word];
    let definition = this.#find(first);
    for (const part of rest.slice(0, at))
      definition = definition?.inner ? definition.inner.#definitions.get(part) : undefined;
    const iterations = definition?.type === 'repeat' ? (definition.inner?.names() ?? []) : [];
    if (iterations.length === 0) return [word];
    return iterations.flatMap((iteration) => {
      const text = [first, ...rest.with(at, iteration)].join('/');
      return this.inEachIteration({ ...word, text, written: word.written ?? word.text });
    });
  }

  /** The value of a name in `from`; reported, and unknown, if there is none yet. */
  resolve(word: Word, self: string, report: Report, uses: readonly Use[]): ValueId {
    return this.#definitionOf({ word, self, key: 'from' }, report, uses)?.value ?? UNKNOWN_ID;
  }

  /** What a name in `weights` refers to; undefined if it was reported. */
  resolveItem(word: Word, self: string, report: Report, uses: readonly Use[]): NamedItem | undefined {
    const definition = this.#definitionOf({ word, self, key: 'weights' }, report, uses);
    return definition && !isUnread(definition) ? settled(definition) : undefined;
  }

  /** What a name of this scope refers to, if it exists. */
  own(name: string): NamedItem | undefined {
    return settled(this.#definitions.get(name));
  }

  /** The value of an input of the spec or the block that contains this scope. */
  input(name: string): ValueId | undefined {
    const found = this.#find(name);
    return found?.type === 'input' ? found.value : undefined;
  }

  /** Notes that a condition left an item or a path out, which was not known when the other names were declared. */
  leaveOut(name: string, span: Span): void {
    const definition = this.#definitions.get(name);
    if (definition?.type === 'path' && definition.value === undefined) this.#definitions.delete(name);
    this.#leftOut.set(name, span);
  }

  #definitionOf({ word, self, key }: Reference, report: Report, uses: readonly Use[]): Definition | undefined {
    const [first = '', ...rest] = word.text.split('/');
    let definition = this.#find(first);
    let scopes = this.#visible;
    for (const part of rest) {
      if (!definition || isUnread(definition)) break;
      scopes = definition.inner ? [definition.inner] : [];
      definition = definition.inner ? definition.inner.#definitions.get(part) : undefined;
    }
    if (!definition && scopes.some((scope) => scope.#hasUnknownNames)) return undefined;
    if (definition?.value !== undefined) return definition;
    if (definition && rest.length === 0 && first === self)
      report.add('wiring/itself', word.span, { name: first, key }, { uses });
    else if (definition)
      report.add('wiring/defined-below', word.span, { name: word.text, line: lineOf(definition.span) }, { uses });
    else this.#reportUnknown({ word, self, key }, rest.length > 0, report, uses);
    return undefined;
  }

  #find(name: string): Definition | undefined {
    for (const scope of this.#visible) {
      const found = scope.#definitions.get(name);
      if (found) return found;
    }
    return undefined;
  }

  #reportUnknown({ word, key }: Reference, nested: boolean, report: Report, uses: readonly Use[]): void {
    const [first = ''] = word.text.split('/');
    const when = this.#findLeftOut(first);
    if (when) {
      report.add('wiring/left-out', word.span, { name: first, line: lineOf(when) }, { uses });
      return;
    }
    const outside = this.#outside(first);
    if (outside) {
      report.add('wiring/outside-block', word.span, { name: word.text, line: lineOf(outside.span), key }, { uses });
      return;
    }
    const list = () => (nested ? this.#allKnown() : this.#visible.flatMap((scope) => scope.known(key)));
    const known = this.#definitions.size > LISTED ? [] : forEachIteration(word, list());
    const text = word.written ?? word.text;
    // A name that nothing refers to is more likely meant.
    const { guess, fixes } = guessWord({ ...word, text }, known, (name) => countOf(name, word.span) < 2);
    const inner = known.length > 0 ? innerName(text, this.#visible) : undefined;
    const blockUses = usesOf(text, this.#visible);
    const meant = blockUses.length > 0 ? blockUses : inner === undefined ? [] : [inner];
    const chosen = meant.length === 0 ? fixes : meant.map((name) => replacement(word.span, name, 'choice'));
    const args = { name: text, nearest: inner ?? guess, known, blockUses };
    // An expression may be right for other uses, so it is not replaced.
    report.add('wiring/unknown-name', word.span, args, { fixes: word.template ? [] : chosen, uses });
  }

  #findLeftOut(name: string): Span | undefined {
    return this.#visible.map((scope) => scope.#leftOut.get(name)).find((span) => span !== undefined);
  }

  #outside(name: string): Definition | undefined {
    const closed = this.#visible.at(-1) ?? this;
    for (let scope = closed.#outer; scope; scope = scope.#outer) {
      const found = scope.#definitions.get(name);
      if (found) return found;
    }
    return undefined;
  }

  #allKnown(prefix = ''): string[] {
    return [...this.#definitions].flatMap(([name, { value, inner }]) => {
      if (value === undefined) return [];
      return [`${prefix}${name}`, ...(inner ? inner.#allKnown(`${prefix}${name}/`) : [])];
    });
  }
}
