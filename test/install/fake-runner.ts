import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Wheel } from '../../src/engines/tfjs-node/pins';
import type { CommandResult, CommandRunner } from '../../src/install/run-command';
import { write, writeFakeTfjsNode } from './fake-engine';

const wheelContent = 'the wheel';

/** A wheel of nine bytes; the fake pip serves it. */
export const fakeWheel: Wheel = {
  requirement: 'tensorflow-cpu==0.0.1',
  file: 'tensorflow.whl',
  platforms: ['any'],
  python: { version: '3.11', abi: 'cp311' },
  sizeBytes: wheelContent.length,
  sha256: createHash('sha256').update(wheelContent).digest('hex'),
};

export type FakeCommand = 'npm ci' | 'pip download' | 'unpack' | 'compile' | 'probe' | 'install script';

/** A machine with instant replacements of the real programs; `absent` are missing, `fail` end with code 1. */
export interface FakeMachine {
  readonly absent?: readonly ('npm' | 'pip' | 'python3' | 'g++')[];
  readonly fail?: readonly FakeCommand[];
  /** What pip's index serves, if not the pinned wheel. */
  readonly wheel?: string;
  /** Called before a command does its work. */
  readonly before?: (command: FakeCommand) => void | Promise<void>;
}

const result = (code: number, text = ''): CommandResult => ({ ended: 'exit', code, stdout: text, stderr: text });
const notThere: CommandResult = { ended: 'missing', code: null, stdout: '', stderr: '' };

/** A runner for the fake machine, and the list of the commands that it received, without version queries. */
export function fakeRunner(machine: FakeMachine = {}): { run: CommandRunner; commands: FakeCommand[] } {
  const commands: FakeCommand[] = [];
  const run: CommandRunner = async (program, args, options = {}) => {
    options.signal?.throwIfAborted();
    if (args.at(-1) === '--version') return answerVersion(machine, program, args);
    const command = nameCommand(program, args);
    commands.push(command);
    await machine.before?.(command);
    options.signal?.throwIfAborted();
    if (machine.fail?.includes(command)) return result(1, `${command} error: it failed`);
    return perform(command, args, options.cwd ?? '', machine.wheel ?? wheelContent);
  };
  return { run, commands };
}

function answerVersion({ absent = [] }: FakeMachine, program: string, args: readonly string[]): CommandResult {
  if (args.includes('pip'))
    return absent.includes('pip') || absent.includes('python3') ? result(1) : result(0, 'pip 24');
  const here: readonly string[] = ['npm', 'python3', 'g++'];
  return here.includes(program) && !absent.some((name) => name === program) ? result(0, `${program} 1.0`) : notThere;
}

function nameCommand(program: string, args: readonly string[]): FakeCommand {
  if (program === 'npm') return 'npm ci';
  if (program === 'g++') return 'compile';
  if (args.includes('download')) return 'pip download';
  if (program === 'python3') return 'unpack';
  return args[0] === '-e' ? 'probe' : 'install script';
}

function perform(command: FakeCommand, args: readonly string[], cwd: string, wheel: string): CommandResult {
  switch (command) {
    case 'npm ci':
      writeFakeTfjsNode(path.join(cwd, 'node_modules'), { addon: false });
      return result(0);
    case 'pip download':
      write(
        path.join(args.find((arg) => arg.startsWith('--dest='))?.slice('--dest='.length) ?? '', fakeWheel.file),
        wheel,
      );
      return result(0);
    case 'unpack':
      write(path.join(args[3] ?? '', 'libtensorflow_cc.so.2'), 'library');
      write(path.join(args[4] ?? '', 'tensorflow', 'c', 'c_api.h'), 'header');
      return result(0);
    case 'compile':
    case 'install script':
      write(path.join(cwd, 'lib', 'napi-v8', 'tfjs_binding.node'), 'addon');
      return result(0);
    case 'probe':
      if (!fs.existsSync(args[2] ?? '')) return result(1);
      return result(0, '{"backend":"tensorflow","values":[19,22,43,50],"tensorflow":"2.15.1","milliseconds":300}');
  }
}
