import type { Condition, ValueId } from '../../graph/graph';
import { type Code, flatten, reference, usesOf } from '../source/code';
import type { Build } from './builds';
import { choiceBetween, choiceOf, type Given, isSameUnless, keepsChannels } from './choices';
import { placeOfCondition } from './conditionals';
import { dependenciesOf } from './dependencies';
import type { Frame } from './frame';

/** The variables of `__init__` that have the channels in one chain. */
export class ChannelVariables {
  /** Those that the chain has so far; those of the iteration that is written start at `#level`. */
  readonly #names: string[] = [];
  #level = 0;

  mint({ locals }: Frame): string {
    const name = locals.mint('channels');
    this.#names.push(name);
    return name;
  }

  /** Gives back a variable, and those after it. */
  free(frame: Frame, name: string): void {
    this.#freeFrom(frame, this.#names.indexOf(name));
  }

  /** Writes an iteration. Each has its variables anew. */
  within<T>(frame: Frame, write: () => T): T {
    const level = this.#level;
    this.#level = this.#names.length;
    const written = write();
    this.#freeFrom(frame, this.#level);
    this.#level = level;
    return written;
  }

  /** Takes back the variables that code of an iteration reads. */
  take({ locals, variables }: Frame, code: Code): void {
    for (const name of usesOf(code)) {
      if (!variables.has(name) || this.#names.includes(name)) continue;
      locals.take(name);
      this.#names.push(name);
    }
  }

  /** The variable that code is, if it can have the channels of what follows: nothing outside of the chain, or the iteration, reads it. */
  own({ running }: Frame, code: Code): string | undefined {
    const name = flatten(code);
    const isOwn = name === running || this.#names.indexOf(name) >= this.#level;
    return isOwn ? name : undefined;
  }

  /** Notes the channels after an item with a condition: what they are if it holds, where that is the same otherwise, or else a variable. */
  choose(
    frame: Frame,
    { condition, formula, value }: { readonly condition: Condition; readonly formula: Code; readonly value: ValueId },
    then: Given,
    otherwise: Given,
  ): { readonly before: readonly Build[]; readonly inside: readonly Build[] } {
    if (keepsChannels(condition.when, then, otherwise)) {
      frame.channels.set(value, otherwise.code);
      if (otherwise.expression) frame.expressions.set(value, otherwise.expression);
      return { before: [], inside: [] };
    }
    if (flatten(then.code) === flatten(otherwise.code) || isSameUnless(condition.when, then, otherwise)) {
      frame.channels.set(value, then.code);
      if (then.expression) frame.expressions.set(value, then.expression);
      return { before: [], inside: [] };
    }
    const choice = choiceBetween(condition.when, then.expression, otherwise.expression);
    if (choice) frame.expressions.set(value, choice);
    else frame.expressions.delete(value);
    const key = placeOfCondition(condition);
    if (frame.unread.has(key)) {
      frame.channels.set(value, choiceOf(formula, then.code, otherwise.code));
      return { before: [], inside: [] };
    }
    const name = this.own(frame, otherwise.code) ?? this.mint(frame);
    frame.chosen.set(name, key);
    const origins = [formula, then.code, otherwise.code].flatMap(dependenciesOf);
    frame.variables.set(name, [...(frame.variables.get(name) ?? []), ...origins]);
    frame.channels.set(value, reference(name));
    const isThere = flatten(otherwise.code) === name;
    return {
      before: isThere ? [] : [{ type: 'set', name, code: otherwise.code }],
      inside: flatten(then.code) === name ? [] : [{ type: 'set', name, code: then.code }],
    };
  }

  #freeFrom({ locals }: Frame, from: number): void {
    for (const name of this.#names.splice(from)) locals.free(name);
  }
}
