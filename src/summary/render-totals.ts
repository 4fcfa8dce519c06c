import { formatCount, formatCounted } from './format';
import type { Memory, Summary } from './summary';
import { layOut } from './table';

/** The counting conventions side by side; one line if all agree. */
export function conventionLines({ conventions, nodes }: Summary): readonly string[] {
  const auxiliary = nodes.some(({ trainOnly }) => trainOnly);
  const entries = Object.entries(conventions)
    .map(([name, convention]) => ({ name, ...convention }))
    .filter(({ name }) => auxiliary || !name.endsWith('_without_auxiliary'));
  const [first] = entries;
  const same = entries.every(({ parameters, macs }) => parameters === first?.parameters && macs === first.macs);
  if (same && first) return [`${formatCounted(first.parameters, 'parameter')}, all trainable`];
  const { lines } = layOut(
    [
      { title: 'counted as', cell: ({ name }) => name },
      { title: 'parameters', right: true, cell: ({ parameters }) => formatCount(parameters) },
      { title: 'MACs', right: true, cell: ({ macs }) => formatCount(macs) },
    ],
    entries,
  );
  return lines;
}

export function memoryLines(memory: Memory): readonly string[] {
  const rows: [string, number, string][] = [
    ['weights', memory.weightBytes, ''],
    ['activations', memory.activationBytes, 'input and every output, kept for the backward pass'],
    ['gradients', memory.gradientBytes, 'one number per trainable weight'],
    ['optimizer', memory.optimizerBytes, ''],
    ['total', memory.totalBytes, ''],
  ];
  const width = Math.max(...rows.map(([, bytes]) => formatCount(bytes).length));
  const lines = rows.map(([name, bytes, note]) =>
    `  ${name.padEnd(12)}${formatCount(bytes).padStart(width)}  ${note}`.trimEnd(),
  );
  return [`training memory for a batch of ${formatCount(memory.batch)}, in bytes (4 per number)`, ...lines];
}
