import { type Command, Option } from 'commander';

/** Adds `modelc doctor`; its exit code is 0 if at least one engine can train on this machine, otherwise 1. */
export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('check this machine and say how to fix what is missing')
    .addOption(new Option('--format <format>', 'output format').choices(['human', 'json']).default('human'))
    .action(doctor);
}

async function doctor({ format }: { format: 'human' | 'json' }): Promise<void> {
  const { diagnoseMachine } = await import('../doctor/doctor.js');
  const { canTrain, renderChecks } = await import('../doctor/check.js');
  const checks = await diagnoseMachine();
  const ok = canTrain(checks);
  if (format === 'json') {
    process.stdout.write(`${JSON.stringify({ schemaVersion: 1, ok, checks }, null, 2)}\n`);
  } else {
    process.stdout.write(`${renderChecks(checks, usesColor())}\n`);
  }
  process.exitCode = ok ? 0 : 1;
}

function usesColor(): boolean {
  return process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}
