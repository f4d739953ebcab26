import { link, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeNpy, sealNpy, type TrackRecord } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { editRecords, withLibrary } from './library.ts';
import { writeSounds } from './music.ts';

/** Genres of the tracks of {@link mappedLibrary}, each a sound of its own; markup in a name must stay text. */
export const SOUNDS = ['House', 'Techno', '<b>Ambient</b>'] as const;
const SPACE = 'spectral-v1/160';
const DIMENSIONS = 160;
const SECONDS = 20;

/** Makes the data folder of a library of three sounds that can be mapped. The tracks play. */
export async function mappedLibrary(count: number): Promise<string> {
  const root = await temporaryFolder('mapped');
  const dataDir = join(root, 'data');
  await mkdir(join(dataDir, 'embeddings'), { recursive: true });
  const [sample] = await writeSounds(root, SECONDS, 1);
  const records: Record<string, TrackRecord> = {};
  for (let i = 0; i < count; i++) {
    const path = join(root, `${i}-of-all.wav`);
    await link(sample, path);
    const name = `${i}.npy`;
    const embedding = join(dataDir, 'embeddings', name);
    const sound = i % SOUNDS.length;
    const vector = Float32Array.from(
      { length: DIMENSIONS },
      (_, k) => (k % SOUNDS.length === sound ? 1 : 0.2) + 0.02 * Math.sin(k * (i + 1)),
    );
    await writeFile(embedding, sealNpy(encodeNpy(vector), name));
    records[path] = {
      ...{ title: `Track \u202E${i} <i>`, artist: `Artist ${i % 7}`, genre: SOUNDS[sound], duration: SECONDS },
      ...{ bpm: 120 + (i % 20), key: `${(i % 12) + 1}A`, energy: (i % 10) / 10, added: '2026-03-01T00:00:00.000Z' },
      ...{ embedding, embedding_space: SPACE },
    };
  }
  await editRecords(dataDir, (tracks) => Object.assign(tracks, records));
  await withLibrary(dataDir, (library) => library.buildIndex());
  return dataDir;
}
