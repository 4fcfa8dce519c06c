// modelc's training on WebAssembly beside PyTorch on one thread, on the same net with batches of 64, in turns.
//
//     node bench/wasm-vs-pytorch.mjs [rounds] [python]
//
// The python (default: python3) must have torch.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { measure, median, prepare } from './sources.mjs';

const STEPS = 5;
const rounds = Number(process.argv[2] ?? 5);
const python = process.argv[3] ?? 'python3';
const script = fileURLToPath(new URL('peers/pytorch-train.py', import.meta.url));

/** PyTorch in a process of its own, which trains a round when it is asked to. */
async function startPeer(layout) {
  const child = spawn(python, [script, layout], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.on('exit', (code) => {
    if (code) throw new Error(`${python} ended with ${code}: does it have torch?`);
  });
  const lines = createInterface({ input: child.stdout });
  await once(lines, 'line');
  const round = async () => {
    child.stdin.write('\n');
    return Number((await once(lines, 'line'))[0]);
  };
  return { round, stop: () => child.stdin.end() };
}

const { trainer, batches, images } = await prepare('loadWasm', STEPS);
const modelc = async () => {
  for (const [step, batch] of batches.entries()) await trainer.train(batch, 0.01, step);
};
await modelc();
const peers = { contiguous: await startPeer('contiguous'), channels_last: await startPeer('channels_last') };
const ratios = { contiguous: [], channels_last: [] };
for (let round = 0; round < rounds; round++) {
  const ours = await measure(images, modelc);
  const parts = [`modelc ${ours.toFixed(0)}`];
  for (const [layout, peer] of Object.entries(peers)) {
    const theirs = await peer.round();
    ratios[layout].push(ours / theirs);
    parts.push(`PyTorch ${layout} ${theirs.toFixed(0)} images/s, ratio ${(ours / theirs).toFixed(3)}`);
  }
  console.log(parts.join('  '));
}
for (const [layout, values] of Object.entries(ratios))
  console.log(`median ratio, ${layout}: ${median(values).toFixed(3)}`);
for (const peer of Object.values(peers)) peer.stop();
