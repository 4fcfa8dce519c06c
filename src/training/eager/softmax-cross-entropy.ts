/** Loss and slope of a batch of scores. */
export interface LossResult {
  /** Mean over the batch. */
  readonly loss: number;
  /** Samples whose highest score is that of their class; of equal ones the first counts. */
  readonly correct: number;
  /** Of the mean loss with regard to each score: (softmax - one-hot) / count. */
  readonly gradient: Float32Array;
}

/**
 * Softmax cross-entropy of scores (`count` x `classes`, before any softmax) and its gradient at once, in float64. The scores of
 * a batch are few, so they are read back and the loss is computed here: it is then known without another wait for the engine.
 */
export function softmaxCrossEntropy(
  scores: ArrayLike<number>,
  labels: Uint8Array,
  count: number,
  classes: number,
): LossResult {
  const gradient = new Float32Array(count * classes);
  let loss = 0;
  let correct = 0;
  for (let sample = 0; sample < count; sample++) {
    const start = sample * classes;
    const label = labels[sample] as number;
    const best = indexOfLargest(scores, start, classes);
    const top = scores[start + best] as number;
    let sum = 0;
    for (let i = 0; i < classes; i++) sum += Math.exp((scores[start + i] as number) - top);
    for (let i = 0; i < classes; i++) {
      const share = Math.exp((scores[start + i] as number) - top) / sum;
      gradient[start + i] = (share - (i === label ? 1 : 0)) / count;
    }
    loss += Math.log(sum) + top - (scores[start + label] as number);
    if (best === label) correct++;
  }
  return { loss: loss / count, correct, gradient };
}

function indexOfLargest(values: ArrayLike<number>, start: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i++) if ((values[start + i] as number) > (values[start + best] as number)) best = i;
  return best;
}
