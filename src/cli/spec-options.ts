import { type Command, InvalidArgumentError } from 'commander';
import { nearest } from '../diagnostics/nearest';
import { type Limits, largestLimits, standardLimits } from '../schema/limits';

/** What every command that reads a spec may be told about it. */
export interface SpecOptions {
  /** Values of `let` that win over those in the spec, by name. */
  readonly set?: ReadonlyMap<string, string>;
  /** The folder in which included files must lie; else that of the spec. */
  readonly root?: string;
  /** Limits that are not the standard ones. */
  readonly limit?: Partial<Limits>;
}

/** Adds the options of a command that reads a spec. */
export function withSpecOptions(command: Command): Command {
  const limits = Object.keys(standardLimits).join(', ');
  return command
    .option('--set <name=value>', 'a value of `let`, instead of what the spec says; may be given often', addSetting)
    .option('--root <folder>', 'folder in which included files must lie (default: the folder of the spec)')
    .option('--limit <name=value>', `allow more of ${limits}; may be given often`, addLimit);
}

/** Takes `name=value` beside those that stand before it. */
export function addSetting(
  written: string,
  earlier: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, string> {
  const at = written.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It must be a name, `=` and a value, such as `--set width=0.5`.');
  return new Map([...earlier, [written.slice(0, at), written.slice(at + 1)]]);
}

function addLimit(written: string, earlier: Partial<Limits> = {}): Partial<Limits> {
  const [name = '', value = ''] = written.split('=', 2);
  const known = Object.keys(standardLimits);
  const guess = nearest(name, known);
  if (!isLimit(name))
    throw new InvalidArgumentError(
      `It must be one of ${known.join(', ')}, \`=\` and a number${guess ? `, such as \`--limit ${guess}=${value || standardLimits[guess as keyof Limits]}\`` : ''}.`,
    );
  const limit = Number(value);
  if (!/^\d+$/.test(value) || limit < 1 || limit > largestLimits[name])
    throw new InvalidArgumentError(`\`${name}\` must be a whole number from 1 to ${largestLimits[name]}.`);
  return { ...earlier, [name]: limit };
}

function isLimit(name: string): name is keyof Limits {
  return Object.hasOwn(standardLimits, name);
}
