import type { Report, Use } from '../../diagnostics/report';
import { lineOf, type Span } from '../../diagnostics/source';
import { UNKNOWN_ID, type ValueId } from '../../graph/graph';
import { closest } from '../../schema/closest';
import { INPUT } from '../../schema/words';
import type { ItemAst, Word } from '../ast';

interface Definition {
  readonly span: Span;
  readonly automatic: boolean;
  /** Undefined until the item has been expanded. */
  value?: ValueId;
  /** The names inside, where the name is that of a block in use or of a path. */
  inner?: Scope;
}

/** Names of a scope up to which an unknown one is told with what else is known: listing more for each would take its time. */
const LISTED = 500;

/** The names of one list of items: a file, a block or a path of a branch. */
export class Scope {
  readonly path: string;
  private readonly outer: Scope | undefined;
  /** True for a block: names from outside do not reach in. */
  private readonly closed: boolean;
  private readonly definitions = new Map<string, Definition>();

  constructor(path: string, input: ValueId, span: Span, outer?: Scope, closed = true) {
    this.path = path;
    this.outer = outer;
    this.closed = closed;
    if (closed) this.definitions.set(INPUT, { span, automatic: false, value: input });
  }

  qualify(name: string): string {
    return this.path === '' ? name : `${this.path}/${name}`;
  }

  /**
   * Gives every item of the list its name, before any is expanded: what the user wrote, or the kind and its place among that
   * kind in the scope. Names of items come back in order; a branch has none.
   */
  declare(items: readonly ItemAst[], report: Report, uses: readonly Use[]): string[] {
    const counts = new Map<string, number>();
    const names = items.map((item) => {
      if (item.type === 'branch') return '';
      const base = item.type === 'layer' ? item.kind : item.type === 'use' ? item.block.text : item.word.text || 'item';
      const count = (counts.get(base) ?? 0) + 1;
      counts.set(base, count);
      return item.name?.text ?? (count === 1 ? base : `${base}_${count}`);
    });
    for (const automatic of [false, true]) {
      items.forEach((item, index) => {
        if (item.type === 'branch') {
          if (!automatic) for (const { name } of item.paths) this.define(name.text, name.span, false, report, uses);
        } else if ((item.name === undefined) === automatic) {
          this.define(names[index] as string, item.name?.span ?? item.word.span, automatic, report, uses);
        }
      });
    }
    return names;
  }

  private define(name: string, span: Span, automatic: boolean, report: Report, uses: readonly Use[]): void {
    const known = this.definitions.get(name);
    if (!known) {
      this.definitions.set(name, { span, automatic });
      return;
    }
    const [place, other] = automatic ? [known, { span }] : [{ span }, known];
    const notes = [{ message: `the other one`, span: other.span }];
    report.add('names/duplicate', place.span, { name, line: lineOf(other.span), automatic }, { notes, uses });
  }

  /** Says what a name is worth once its item has been expanded. */
  settle(name: string, value: ValueId, inner?: Scope): void {
    const definition = this.definitions.get(name);
    if (!definition || definition.value !== undefined) return;
    definition.value = value;
    if (inner) definition.inner = inner;
  }

  /** The value of a name in `from`; reported, and unknown, where there is none yet. */
  resolve(word: Word, self: string, report: Report, uses: readonly Use[]): ValueId {
    const [first = '', ...rest] = word.text.split('/');
    let definition = this.find(first);
    for (const part of rest) definition = definition?.inner?.definitions.get(part);
    if (definition?.value !== undefined) return definition.value;
    if (definition && rest.length === 0 && first === self)
      report.add('wiring/itself', word.span, { name: first }, { uses });
    else if (definition)
      report.add('wiring/defined-below', word.span, { name: word.text, line: lineOf(definition.span) }, { uses });
    else this.reportUnknown(word, rest.length > 0, report, uses);
    return UNKNOWN_ID;
  }

  private find(name: string): Definition | undefined {
    return this.definitions.get(name) ?? (this.closed ? undefined : this.outer?.find(name));
  }

  private reportUnknown(word: Word, nested: boolean, report: Report, uses: readonly Use[]): void {
    const outside = this.outside(word.text.split('/')[0] as string);
    if (outside) {
      report.add('wiring/outside-block', word.span, { name: word.text, line: lineOf(outside.span) }, { uses });
      return;
    }
    const known = this.definitions.size > LISTED ? [] : nested ? this.allKnown() : this.visible();
    const guess = closest(word.text, known);
    const fixes =
      guess === undefined ? [] : [{ title: `write \`${guess}\``, edits: [{ span: word.span, newText: guess }] }];
    report.add('wiring/unknown-name', word.span, { name: word.text, nearest: guess, known }, { fixes, uses });
  }

  private outside(name: string): Definition | undefined {
    for (let scope = this.closed ? this.outer : this.outer?.block(); scope; scope = scope.outer) {
      const found = scope.definitions.get(name);
      if (found) return found;
    }
    return undefined;
  }

  private block(): Scope | undefined {
    return this.closed ? this.outer : this.outer?.block();
  }

  private visible(): string[] {
    const own = [...this.definitions].filter(([, definition]) => definition.value !== undefined).map(([name]) => name);
    return [...own, ...(this.closed ? [] : (this.outer?.visible() ?? []))];
  }

  private allKnown(prefix = ''): string[] {
    return [...this.definitions].flatMap(([name, { value, inner }]) => {
      if (value === undefined) return [];
      return [`${prefix}${name}`, ...(inner?.allKnown(`${prefix}${name}/`) ?? [])];
    });
  }
}
