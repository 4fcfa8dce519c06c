import { runModelc } from './run-modelc';

test.each([
  [['train', 'net.yaml', '--lr', '0.1'], 'write `--learning-rate`'],
  [['summary', 'net.yaml', '--batch-size', '8'], 'write `--batch`'],
  [['train', 'net.yaml', '--gpu'], 'engines run on the CPU'],
  [['validate', 'net.yaml'], 'write `modelc check`'],
  [['net.yaml'], 'such as `modelc check net.yaml`'],
])('words of other programs: modelc %j', (args, help) => {
  const { code, err } = runModelc(args);
  expect(code).toBe(2);
  expect(err).toContain(`  = help: `);
  expect(err).toContain(help);
});

test('no help where a command has no such option, or commander has a suggestion', () => {
  expect(runModelc(['check', 'net.yaml', '--lr', '0.1']).err).not.toContain('help:');
  expect(runModelc(['train', 'net.yaml', '--epoch', '1']).err).not.toContain('= help:');
});
