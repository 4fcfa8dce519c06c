import { type Command, Option } from 'commander';

/** Adds `modelc doctor`; its exit code is 0 if at least one engine can train here, else 1. */
export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('say what works on this machine, what does not, and what to do about it')
    .addOption(new Option('--format <format>', 'how to print it').choices(['human', 'json']).default('human'))
    .action(doctor);
}

async function doctor({ format }: { format: 'human' | 'json' }): Promise<void> {
  const { diagnoseMachine } = await import('../doctor/doctor.js');
  const { canTrain } = await import('../doctor/check.js');
  const checks = await diagnoseMachine();
  const ok = canTrain(checks);
  if (format === 'json') {
    process.stdout.write(`${JSON.stringify({ schemaVersion: 1, ok, checks }, null, 2)}\n`);
  } else {
    const { renderChecks } = await import('../doctor/render-checks.js');
    process.stdout.write(`${renderChecks(checks, usesColor())}\n`);
  }
  process.exitCode = ok ? 0 : 1;
}

function usesColor(): boolean {
  return process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}
