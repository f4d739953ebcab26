import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderTrack, TRACKS } from '@rbassist/testing/synth';
import { decode, encode } from 'node-wav';

/** Writes one of the synthesised tracks as a WAV file without any tags, so that all that is known of it was heard. */
export async function writeUntagged(path: string, title: string, seconds: number): Promise<void> {
  const spec = TRACKS.find((track) => track.title === title);
  if (!spec) throw new Error(`There is no track "${title}".`);
  const { left, right, sampleRate } = renderTrack({ ...spec, seconds });
  await writeFile(path, encode([left, right], { sampleRate, bitDepth: 16 }));
}

/** Writes every synthesised track as {@link writeUntagged} does and returns their paths, for tests that need many tracks and copy them. */
export async function writeSounds(folder: string, seconds: number): Promise<string[]> {
  const sounds = TRACKS.map((_, i) => join(folder, `${i}.wav`));
  for (const [i, { title }] of TRACKS.entries()) await writeUntagged(sounds[i], title, seconds);
  return sounds;
}

/** Writes a WAV file again at another level and without its beginning, as someone would who cuts silence off. */
export async function writeCopy(
  from: string,
  to: string,
  { gain, skipS }: { gain: number; skipS: number },
): Promise<void> {
  const { channelData, sampleRate } = decode(Uint8Array.from(await readFile(from)).buffer);
  const copied = channelData.map((samples) => samples.slice(skipS * sampleRate).map((sample) => sample * gain));
  await writeFile(to, encode(copied, { sampleRate, bitDepth: 16 }));
}
