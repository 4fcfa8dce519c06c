import type { Scores } from './loss-row';

/** Samples whose highest score is that of their class; of equal ones the first counts. */
export function countCorrect({ scores, labels, count, units }: Scores): number {
  let correct = 0;
  for (let sample = 0; sample < count; sample++) {
    const start = sample * units;
    let best = 0;
    for (let i = 1; i < units; i++) if ((scores[start + i] as number) > (scores[start + best] as number)) best = i;
    if (best === labels[sample]) correct++;
  }
  return correct;
}
