import { type Command, InvalidArgumentError } from 'commander';
import { nearest } from '../diagnostics/nearest';
import { type Limits, largestLimits, standardLimits } from '../schema/limits';

/** Options of every command that reads a spec. */
export interface SpecOptions {
  /** `let` values that override those in the spec, by name. */
  readonly set?: ReadonlyMap<string, string>;
  /** The folder that included files must be in; by default the folder of the spec. */
  readonly root?: string;
  /** Limits that differ from the defaults. */
  readonly limit?: Partial<Limits>;
}

/** Adds the options of a command that reads a spec. */
export function withSpecOptions(command: Command): Command {
  const limits = Object.keys(standardLimits).join(', ');
  return command
    .option('--set <name=value>', 'override a `let` value of the spec; repeatable', addSetting)
    .option('--root <folder>', 'folder that included files must be in (default: the folder of the spec)')
    .option('--limit <name=value>', `raise a limit: ${limits}; repeatable`, addLimit);
}

/** Parses `name=value` and adds it to the earlier ones. */
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
