import { setImmediate as nextTurn } from 'node:timers/promises';
import { SoundTagTable } from '@rbassist/core';
import type { ReadonlyVectorIndex } from '@rbassist/index';
import { MUSIC_TAGS, tagLogOdds, USUAL_TAGS } from '@rbassist/musicnn';

/** Names of the sound tags, in the order of the model. */
export const SOUND_TAGS: readonly string[] = MUSIC_TAGS.map(({ name }) => name);

/** One table per index, which callers share and never change. An index that has changed is another object. */
const TABLES = new WeakMap<ReadonlyVectorIndex, Promise<SoundTagTable | undefined>>();
const TRACKS_PER_TURN = 1000;

/**
 * Returns the sound tags of all tracks by the row of the index, computed once from the vectors. Returns undefined if the
 * vectors are of a model without tags.
 */
export function soundTagTable(index: ReadonlyVectorIndex): Promise<SoundTagTable | undefined> {
  let table = TABLES.get(index);
  if (table === undefined) {
    table = computeTable(index);
    TABLES.set(index, table);
    table.catch(() => TABLES.delete(index));
  }
  return table;
}

async function computeTable(index: ReadonlyVectorIndex): Promise<SoundTagTable | undefined> {
  const rows = new Map([...index.keys()].map((path) => [path, index.row(path) ?? 0]));
  let tracks = 0;
  for (const row of rows.values()) tracks = Math.max(tracks, row + 1);
  const logOdds = new Float32Array(SOUND_TAGS.length * tracks).fill(Number.NaN);
  let done = 0;
  for (const [path, row] of rows) {
    if (++done % TRACKS_PER_TURN === 0) await nextTurn();
    const vector = index.vector(path);
    const scores = vector && tagLogOdds(vector, index.space);
    if (scores === undefined) return undefined;
    for (let tag = 0; tag < SOUND_TAGS.length; tag++) logOdds[tag * tracks + row] = scores[tag];
  }
  return new SoundTagTable({ tags: SOUND_TAGS, usual: USUAL_TAGS, tracks, logOdds });
}
