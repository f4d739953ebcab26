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
  // one copy of a chunk, aligned after the rest of the last one; more of them keep the garbage collector busy
  let bytes = new Uint8Array(first.length);
  let held = 0;
  try {
    for (let chunk = first; ; ) {
      if (held + chunk.length > bytes.length) {
        const larger = new Uint8Array(held + chunk.length);
        larger.set(bytes.subarray(0, held));
        bytes = larger;
      }
      bytes.set(chunk, held);
      held += chunk.length;
      const usable = held - (held % frameBytes);
      if (usable > 0) yield deinterleave(new Float32Array(bytes.buffer, 0, usable / 4), channelCount);
      bytes.copyWithin(0, usable, held);
      held -= usable;
      const { value, done } = await chunks.next();
      if (done) return;
      chunk = value;
    }
  } finally {
    await chunks.return(undefined);
  }
}

function deinterleave(samples: Float32Array, channelCount: number): Float32Array[] {
  const frames = samples.length / channelCount;
  return Array.from({ length: channelCount }, (_, channel) => {
    const plane = new Float32Array(frames);
    for (let frame = 0, at = channel; frame < frames; frame++, at += channelCount) plane[frame] = samples[at];
    return plane;
  });
}
