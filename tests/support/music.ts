import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderTrack, TRACKS } from '@rbassist/testing/synth';
import { decode, encode } from 'node-wav';

/** Writes a synthesised track as a WAV file without tags, so that rbassist must measure everything. */
export async function writeUntagged(path: string, title: string, seconds: number): Promise<void> {
  const spec = TRACKS.find((track) => track.title === title);
  if (!spec) throw new Error(`There is no track "${title}".`);
  const { left, right, sampleRate } = renderTrack({ ...spec, seconds });
  await writeFile(path, encode([left, right], { sampleRate, bitDepth: 16 }));
}

/** Returns a WAV file with an ID3v2 tag in its last chunk. */
export function withTag(wav: Uint8Array, tag: Uint8Array): Buffer {
  const head = Buffer.alloc(8, 'id3 ');
  head.writeUInt32LE(tag.length, 4);
  const file = Buffer.concat([wav, head, tag, Buffer.alloc(tag.length % 2)]);
  file.writeUInt32LE(file.length - 8, 4);
  return file;
}

/** Writes synthesised tracks (all by default) like {@link writeUntagged}. Returns their paths. */
export async function writeSounds(folder: string, seconds: number, count = TRACKS.length): Promise<string[]> {
  const paths: string[] = [];
  for (const [i, { title }] of TRACKS.slice(0, count).entries()) {
    const path = join(folder, `${i}.wav`);
    await writeUntagged(path, title, seconds);
    paths.push(path);
  }
  return paths;
}

/** Writes a WAV file again at another level and without its beginning. */
export async function writeCopy(
  from: string,
  to: string,
  { gain, skipS }: { gain: number; skipS: number },
): Promise<void> {
  const { channelData, sampleRate } = decode(Uint8Array.from(await readFile(from)).buffer);
  const copied = channelData.map((samples) => samples.slice(skipS * sampleRate).map((sample) => sample * gain));
  await writeFile(to, encode(copied, { sampleRate, bitDepth: 16 }));
}
