import os from 'node:os';
import { GraphFileError } from '../../../src/engines/graph/graph-folder';
import { loadGraph } from '../../../src/engines/graph/graph-session';
import { largestWeightProblem } from '../../../src/engines/graph/graph-trainer';
import { graphOf } from '../../training/loop/support';

const denseOf = (units: number) =>
  graphOf(`modelc: 1
input: { features: 30000 }
layers:
  - dense: { units: ${units} }
    name: wide
`);

test('names a weight above 2^31 bytes, with both numbers', () => {
  expect(largestWeightProblem(denseOf(17_895))).toBeUndefined();
  expect(largestWeightProblem(denseOf(17_896))).toEqual({
    message: 'weight `wide/kernel` takes 2147520000 bytes, but engine `graph` supports at most 2147483647',
    help: expect.stringContaining('--engine tensorflow'),
  });
});

test.each([
  ['ENOSPC', /^\/t: cannot write the graph of the training step there: the disk is full$/],
  ['EACCES', /permission denied$/],
  ['ENOENT', /its folder does not exist$/],
  ['EIO', /i\/o error$/],
])('%s is reported in words', (code, message) => {
  const error = new GraphFileError('/t', 10, Object.assign(new Error('i/o error'), { code }));
  expect(error.message).toMatch(message);
  expect(error.help).toContain('TMPDIR');
});

test('reports a missing temporary folder before loading anything', async () => {
  // The test runner hides the real environment, so a spy returns the folder.
  jest.spyOn(os, 'tmpdir').mockReturnValue('/nowhere/at/all');
  const file = { bytes: new Uint8Array(3), signatures: new Uint8Array(1) };
  await expect(loadGraph({} as never, file, [])).rejects.toThrow(/^\/nowhere\/at\/all: .*its folder does not exist/);
  jest.restoreAllMocks();
});
