import type * as tf from '@tensorflow/tfjs';

// What every generated program has of its own and parts may refer to. Nothing of it becomes part of a program.

/** The shape of the model's only input, without the batch. */
export declare const INPUT_SHAPE: number[];

/** Pixels from 0 to 255 as the model takes them. */
export declare function preprocess(pixels: tf.Tensor): tf.Tensor;

/** Whether weight decay applies to a weight. */
export declare function decays(weight: tf.LayerVariable): boolean;

/** What the square of a kernel costs, by its name. */
export declare const KERNEL_L2: Record<string, number>;
