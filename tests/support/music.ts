import { writeFile } from 'node:fs/promises';
import { renderTrack, TRACKS } from '@rbassist/benchmarks/synth';
import { encode } from 'node-wav';

/** Writes one of the synthesised tracks as a WAV file without any tags, so that all that is known of it was heard. */
export async function writeUntagged(path: string, title: string, seconds: number): Promise<void> {
  const spec = TRACKS.find((track) => track.title === title);
  if (!spec) throw new Error(`There is no track "${title}".`);
  const { left, right, sampleRate } = renderTrack({ ...spec, seconds });
  await writeFile(path, encode([left, right], { sampleRate, bitDepth: 16 }));
}
