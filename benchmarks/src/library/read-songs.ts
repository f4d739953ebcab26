import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  decodeNpy,
  fileNameOf,
  MIX_KEYS,
  type MixTrack,
  mixTrack,
  type TrackFeatures,
  type TrackRecord,
  trackEnergy,
} from '@rbassist/core';
import { openMetaStore } from '@rbassist/meta';

/** Shorter music is a jingle, in seconds. */
const SHORTEST_S = 30;

/** A scanned song, with all that scores read. */
export interface Song {
  track: MixTrack;
  features: TrackFeatures;
  vector: Float32Array | undefined;
}

/** Reads the analysed songs of a data folder: tracks of 30 s or more. */
export async function readSongs(folder: string): Promise<Song[]> {
  const meta = await openMetaStore(join(folder, 'meta.json'));
  const songs: Song[] = [];
  for (const [path, record] of meta.tracks([...MIX_KEYS, 'features', 'sections', 'embedding'])) {
    if (!record.features || !(Number(record.duration) >= SHORTEST_S)) continue;
    const energy = record.energy ?? trackEnergy(record)?.energy;
    songs.push({
      track: mixTrack(path, { ...record, energy }),
      features: record.features,
      vector: await readVector(folder, record),
    });
  }
  await meta.close();
  return songs;
}

async function readVector(folder: string, { embedding }: TrackRecord): Promise<Float32Array | undefined> {
  if (!embedding) return undefined;
  const path = join(folder, 'embeddings', fileNameOf(embedding));
  return decodeNpy(await readFile(path), path).data;
}
