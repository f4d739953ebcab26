const DATA = 'data';
const HEADER_LIMIT_BYTES = 1 << 16;

export interface PipedPcm {
  sampleRate: number;
  channelCount: number;
  blocks: AsyncGenerator<Float32Array[]>;
}

/** Reads the WAV of 32-bit floats that ffmpeg pipes, which states no length. Throws an Error for any other stream. */
export async function readPcmPipe(chunks: AsyncGenerator<Buffer>): Promise<PipedPcm> {
  let head: Buffer = Buffer.alloc(0);
  let header = null;
  while (!header) {
    const { value, done } = await chunks.next();
    if (done || head.length > HEADER_LIMIT_BYTES) throw new Error('The pipe holds no WAV stream.');
    head = Buffer.concat([head, value]);
    header = parseHeader(head);
  }
  const { sampleRate, channelCount, dataOffset } = header;
  return { sampleRate, channelCount, blocks: planar(chunks, head.subarray(dataOffset), channelCount) };
}

function parseHeader(head: Buffer): { sampleRate: number; channelCount: number; dataOffset: number } | null {
  let sampleRate = 0;
  let channelCount = 0;
  for (let offset = 12; offset + 8 <= head.length; ) {
    const id = head.toString('latin1', offset, offset + 4);
    if (id === DATA) return { sampleRate, channelCount, dataOffset: offset + 8 };
    if (id === 'fmt ' && offset + 16 <= head.length) {
      channelCount = head.readUInt16LE(offset + 10);
      sampleRate = head.readUInt32LE(offset + 12);
    }
    const size = head.readUInt32LE(offset + 4);
    offset += 8 + size + (size & 1);
  }
  return null;
}

async function* planar(
  chunks: AsyncGenerator<Buffer>,
  first: Buffer,
  channelCount: number,
): AsyncGenerator<Float32Array[]> {
  const frameBytes = channelCount * Float32Array.BYTES_PER_ELEMENT;
  let rest = first;
  try {
    for (;;) {
      const usable = rest.length - (rest.length % frameBytes);
      if (usable > 0) yield deinterleave(aligned(rest.subarray(0, usable)), channelCount);
      const { value, done } = await chunks.next();
      if (done) return;
      rest = usable === rest.length ? value : Buffer.concat([rest.subarray(usable), value]);
    }
  } finally {
    await chunks.return(undefined);
  }
}

function aligned(bytes: Buffer): Float32Array {
  const source = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  return new Float32Array(source.buffer, source.byteOffset, source.byteLength / 4);
}

function deinterleave(samples: Float32Array, channelCount: number): Float32Array[] {
  const frames = samples.length / channelCount;
  return Array.from({ length: channelCount }, (_, channel) => {
    const plane = new Float32Array(frames);
    for (let frame = 0, at = channel; frame < frames; frame++, at += channelCount) plane[frame] = samples[at];
    return plane;
  });
}
