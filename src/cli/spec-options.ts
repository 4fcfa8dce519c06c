import { type Command, InvalidArgumentError } from 'commander';

/** What every command that reads a spec may be told about it. */
export interface SpecOptions {
  /** Values of `let` that win over those in the spec, by name. */
  readonly set?: ReadonlyMap<string, string>;
  /** The folder in which included files must lie; else that of the spec. */
  readonly root?: string;
}

/** Adds the options of a command that reads a spec. */
export function withSpecOptions(command: Command): Command {
  return command
    .option('--set <name=value>', 'a value of `let`, instead of what the spec says; may be given often', addSetting)
    .option('--root <folder>', 'folder in which included files must lie (default: the folder of the spec)');
}

function addSetting(written: string, earlier: ReadonlyMap<string, string> = new Map()): ReadonlyMap<string, string> {
  const at = written.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It must be a name, `=` and a value, such as `--set width=0.5`.');
  return new Map([...earlier, [written.slice(0, at), written.slice(at + 1)]]);
}
