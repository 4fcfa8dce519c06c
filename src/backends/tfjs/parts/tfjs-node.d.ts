/** What programs use of tfjs-node. Its own types would make it a dependency of modelc. */
declare module '@tensorflow/tfjs-node' {
  export * from '@tensorflow/tfjs';

  export const node: {
    /** Pixels of a picture from 0 to 255; of an animation the first picture, or all as a batch. Throws for anything else than a picture. */
    decodeImage(
      contents: Uint8Array,
      channels?: number,
      dtype?: string,
      expandAnimations?: boolean,
    ): import('@tensorflow/tfjs').Tensor3D | import('@tensorflow/tfjs').Tensor4D;
  };
}
