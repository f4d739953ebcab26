import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeNpy, sealNpy } from '@rbassist/core';
import { tagLogOdds } from '@rbassist/musicnn';
import { temporaryFolder } from '@rbassist/testing';
import { type Library, type LibraryWarning, openLibrary } from '../index.ts';
import { embeddingFileName } from '../vectors/embedding-file.ts';
import { SOUND_TAGS } from './sound-tag-table.ts';

const SPACE = 'blend-v1/360';
const DIMENSIONS = 360;
/** The learned part is at the end. */
const LEARNED_FROM = 160;

/** A track: its record, and amounts of sound tags that make up its vector. Without `sound`, it has no vector. */
export type TestTrack = Record<string, unknown> & { sound?: Readonly<Record<string, number>> };

/** Writes a data folder with invented tracks, whose vectors have the given sound. Returns the folder. */
export async function soundFolder(tracks: Readonly<Record<string, TestTrack>>, space = SPACE): Promise<string> {
  const dataDir = await temporaryFolder('sound-tags');
  await mkdir(join(dataDir, 'embeddings'));
  const stored: Record<string, object> = {};
  for (const [path, { sound, ...record }] of Object.entries(tracks)) {
    const name = embeddingFileName(path);
    const embedding = join(dataDir, 'embeddings', name);
    if (sound) await writeFile(embedding, sealNpy(encodeNpy(vectorOf(sound, Number(space.split('/')[1]))), name));
    stored[path] = { ...(sound && { embedding, embedding_space: space }), ...record };
  }
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks: stored }));
  return dataDir;
}

/** Opens a library of {@link soundFolder}, with an index. */
export async function soundLibrary(
  tracks: Readonly<Record<string, TestTrack>>,
  onWarning?: (warning: LibraryWarning) => void,
  space?: string,
): Promise<Library> {
  const dataDir = await soundFolder(tracks, space);
  const library = await openLibrary({ dataDir, engine: 'exact', onWarning });
  if (Object.values(tracks).some(({ sound }) => sound)) await library.buildIndex();
  return library;
}

/** Returns 60 tracks that turn from no metal to metal, and back and forth in vocals. */
export function metalTracks(): Record<string, TestTrack> {
  const amounts = (i: number) => ({
    metal: i / 15 - 2,
    'female vocalists': Math.sin(i),
    'male vocalists': Math.sin(i),
  });
  return Object.fromEntries(
    Array.from({ length: 60 }, (_, i) => [
      `/music/${String(i).padStart(2, '0')}.mp3`,
      { artist: `Artist ${i}`, title: `Title ${i}`, bpm: 100 + i, key: '8A', sound: amounts(i) },
    ]),
  );
}

function vectorOf(sound: Readonly<Record<string, number>>, dimensions: number): Float32Array {
  const vector = Float32Array.from({ length: dimensions }, (_, k) => 0.2 * Math.sin(k * k));
  for (const [tag, amount] of Object.entries(sound)) {
    const direction = directionOf(tag);
    for (const [i, value] of direction.entries()) {
      const at = dimensions === DIMENSIONS ? LEARNED_FROM + i : i;
      if (at < dimensions) vector[at] += amount * value;
    }
  }
  return vector;
}

const directions = new Map<string, Float32Array>();

/** Returns the direction that changes a tag most: the model's weights, which are measured one by one. */
function directionOf(tag: string): Float32Array {
  let direction = directions.get(tag);
  if (direction === undefined) {
    const number = SOUND_TAGS.indexOf(tag);
    const logOdds = (i: number, sign: number) => {
      const vector = new Float32Array(DIMENSIONS);
      vector[LEARNED_FROM + i] = sign;
      return tagLogOdds(vector, SPACE)?.[number] ?? Number.NaN;
    };
    const weights = Array.from({ length: DIMENSIONS - LEARNED_FROM }, (_, i) => logOdds(i, 1) - logOdds(i, -1));
    const length = Math.hypot(...weights);
    direction = Float32Array.from(weights, (weight) => weight / length);
    directions.set(tag, direction);
  }
  return direction;
}
