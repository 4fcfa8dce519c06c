import type * as tf from '@tensorflow/tfjs';

// Names that every generated program defines by itself, for parts to refer to.

/** The shape of the model's input, without the batch. */
export declare const INPUT_SHAPE: number[];

/** Converts pixels from 0..255 to inputs of the model. */
export declare function preprocess(pixels: tf.Tensor): tf.Tensor;

/** Whether weight decay applies to a weight. */
export declare function decays(weight: tf.LayerVariable): boolean;

/** L2 penalties of kernels, by name. */
export declare const KERNEL_L2: Record<string, number>;
