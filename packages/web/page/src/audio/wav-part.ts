/** Form of 16-bit samples in a WAV file. */
export interface WavForm {
  readonly channels: number;
  readonly sampleRate: number;
  /** Byte of the first sample. */
  readonly dataStart: number;
  readonly dataBytes: number;
}

/** Bytes that hold the header of a WAV file of rbassist. */
const HEADER_BYTES = 4096;
const BYTES_PER_SAMPLE = 2;

/** Reads the header of a WAV file with 16-bit samples. Throws `Error` for anything else. */
export function readWavHeader(bytes: ArrayBuffer): WavForm {
  const view = new DataView(bytes);
  const name = (at: number) => String.fromCharCode(...new Uint8Array(bytes, at, 4));
  let form: Pick<WavForm, 'channels' | 'sampleRate'> | undefined;
  for (let at = 12; at + 8 <= bytes.byteLength; ) {
    const size = view.getUint32(at + 4, true);
    if (name(at) === 'fmt ' && view.getUint16(at + 22, true) === 8 * BYTES_PER_SAMPLE) {
      form = { channels: view.getUint16(at + 10, true), sampleRate: view.getUint32(at + 12, true) };
    }
    if (name(at) === 'data' && form) return { ...form, dataStart: at + 8, dataBytes: size };
    at += 8 + size + (size % 2);
  }
  throw new Error('The server did not send a WAV file with 16-bit samples.');
}

/** Returns the first and the last byte of a part between two times in seconds, in whole frames. */
export function partBytes({ channels, sampleRate, dataStart, dataBytes }: WavForm, fromS: number, toS: number) {
  const frameBytes = channels * BYTES_PER_SAMPLE;
  const frames = Math.floor(dataBytes / frameBytes);
  const frame = (seconds: number) => Math.max(0, Math.min(frames, Math.round(seconds * sampleRate)));
  return { first: dataStart + frame(fromS) * frameBytes, last: dataStart + frame(toS) * frameBytes - 1 };
}

/** Splits interleaved 16-bit samples into channels from -1 to 1. */
export function toChannels(bytes: ArrayBuffer, channels: number): Float32Array<ArrayBuffer>[] {
  const view = new DataView(bytes);
  const frames = Math.floor(bytes.byteLength / BYTES_PER_SAMPLE / channels);
  return Array.from({ length: channels }, (_, channel) => {
    const samples = new Float32Array(frames);
    for (let i = 0; i < frames; i++) {
      samples[i] = view.getInt16((i * channels + channel) * BYTES_PER_SAMPLE, true) / 32_768;
    }
    return samples;
  });
}

/** Fetches a part of a WAV file, in seconds, exact to the sample; the rest of the file stays where it is. */
export async function fetchWavPart(
  address: string,
  fromS: number,
  toS: number,
  signal?: AbortSignal,
): Promise<AudioBuffer> {
  const bytes = async (range: string) => {
    const response = await fetch(address, { headers: { range: `bytes=${range}` }, signal });
    if (!response.ok) throw new Error(response.statusText);
    return response.arrayBuffer();
  };
  const form = readWavHeader(await bytes(`0-${HEADER_BYTES - 1}`));
  const { first, last } = partBytes(form, fromS, toS);
  if (last <= first) throw new Error('The track ends before this place.');
  const samples = toChannels(await bytes(`${first}-${last}`), form.channels);
  const buffer = new AudioBuffer({
    numberOfChannels: form.channels,
    length: samples[0]!.length,
    sampleRate: form.sampleRate,
  });
  for (const [i, channel] of samples.entries()) buffer.copyToChannel(channel, i);
  return buffer;
}
