/** Bytes of the header that {@link wavHeader} returns. */
export const WAV_HEADER_BYTES = 44;
const SAMPLE_BYTES = 2;
const SCALE = 32_768;
/** Most bytes after the field with the size of a WAV file. */
const MAX_DATA_BYTES = 2 ** 32 - 1 - (WAV_HEADER_BYTES - 8);

/** A WAV file of 16-bit samples. */
export interface WavShape {
  /** Hertz. */
  sampleRate: number;
  /** 1 or 2. */
  channelCount: number;
  frames: number;
}

export function frameBytes({ channelCount }: Pick<WavShape, 'channelCount'>): number {
  return channelCount * SAMPLE_BYTES;
}

/** Returns the largest number of frames whose size a header can state. */
export function mostFrames(shape: Pick<WavShape, 'channelCount'>): number {
  return Math.floor(MAX_DATA_BYTES / frameBytes(shape));
}

export function wavHeader(shape: WavShape): Uint8Array {
  const { sampleRate, channelCount, frames } = shape;
  const dataBytes = frames * frameBytes(shape);
  const header = Buffer.alloc(WAV_HEADER_BYTES);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(WAV_HEADER_BYTES - 8 + dataBytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channelCount, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * frameBytes(shape), 28);
  header.writeUInt16LE(frameBytes(shape), 32);
  header.writeUInt16LE(8 * SAMPLE_BYTES, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(dataBytes, 40);
  return header;
}

/** Rounds samples to 16 bits, channel after channel in each frame. Samples that were 16 bits stay the same. */
export function wavSamples(planes: readonly Float32Array[]): Uint8Array {
  const samples = new Int16Array(planes[0].length * planes.length);
  for (const [channel, plane] of planes.entries()) {
    for (let i = 0, at = channel; i < plane.length; i++, at += planes.length) {
      samples[at] = Math.max(-SCALE, Math.min(SCALE - 1, Math.round(plane[i] * SCALE)));
    }
  }
  return new Uint8Array(samples.buffer);
}
