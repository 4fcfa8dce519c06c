import { BenchProcess } from '../../src/bench/bench-process';

const node = (code: string) =>
  new BenchProcess({ file: process.execPath, arguments: ['-e', code], env: { BENCH_WORD: 'told' } });

const answering = `
console.log('a library says hello');
console.log(JSON.stringify({ word: process.env.BENCH_WORD }));
process.stdin.on('data', (words) => {
  for (const word of String(words).trim().split('\\n')) console.log(JSON.stringify({ asked: word }));
});`;

test('a process is ready after its first line of JSON, and answers requests', async () => {
  const worker = node(answering);
  const { report, seconds } = await worker.ready();
  expect(report).toEqual({ word: 'told' });
  expect(seconds).toBeGreaterThan(0);
  expect([await worker.ask('round'), await worker.ask('peak')]).toEqual([{ asked: 'round' }, { asked: 'peak' }]);
  worker.stop();
});

test.each([
  ['that ends before it is ready', "console.error('no such library'); process.exit(3);", 'no such library'],
  ['that says nothing', '', 'its process ended'],
])('a process %s reports its reason', async (_name, code, reason) => {
  await expect(node(code).ready()).rejects.toThrow(reason);
});

test('a process that ends during a round reports its reason', async () => {
  const worker = node(
    "console.log('{}'); process.stdin.once('data', () => { console.error('out of memory'); process.exit(1); });",
  );
  await worker.ready();
  await expect(worker.ask('round')).rejects.toThrow('out of memory');
  await expect(worker.ask('round')).rejects.toThrow('out of memory');
});

test('a missing program reports its reason', async () => {
  const worker = new BenchProcess({ file: '/no/such/program', arguments: [], env: {} });
  await expect(worker.ready()).rejects.toThrow('ENOENT');
});
