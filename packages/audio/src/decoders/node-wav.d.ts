declare module 'node-wav' {
  export function decode(wav: ArrayBuffer): { sampleRate: number; channelData: readonly Float32Array[] };
  export function encode(
    channelData: readonly Float32Array[],
    options: { sampleRate: number; float?: boolean; bitDepth?: number },
  ): Uint8Array<ArrayBuffer>;
}
