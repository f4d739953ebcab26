import { setImmediate as nextTurn } from 'node:timers/promises';
import { SoundTagTable } from '@rbassist/core';
import type { ReadonlyVectorIndex } from '@rbassist/index';
import { MUSIC_TAGS, tagLogOdds, USUAL_TAGS } from '@rbassist/musicnn';

/** Names of the sound tags, in the order of the model. */
export const SOUND_TAGS: readonly string[] = MUSIC_TAGS.map(({ name }) => name);

/** One table per index, which callers share. An index that has changed is another object. */
const TABLES = new WeakMap<ReadonlyVectorIndex, SoundTagTable>();
const TAGS_PER_TURN = 10;

/**
 * Returns the sound tags of all tracks by the row of the index. It computes a tag of all tracks at its first use, and
 * keeps it. Returns undefined if the vectors are of a model without tags.
 */
export function soundTagTable(index: ReadonlyVectorIndex): SoundTagTable | undefined {
  if (tagLogOdds(new Float32Array(index.dimensions), index.space, []) === undefined) return undefined;
  let table = TABLES.get(index);
  if (table === undefined) {
    table = tableOf(index);
    TABLES.set(index, table);
  }
  return table;
}

function tableOf(index: ReadonlyVectorIndex): SoundTagTable {
  const paths: string[] = [];
  for (const path of index.keys()) paths[index.row(path) ?? 0] = path;
  const scoresAt = (row: number, tags?: readonly number[]) => {
    // the row of a removed vector is empty
    const vector = paths[row] === undefined ? undefined : index.vector(paths[row]);
    return vector && tagLogOdds(vector, index.space, tags);
  };
  return new SoundTagTable({
    tags: SOUND_TAGS,
    usual: USUAL_TAGS,
    ofTrack: scoresAt,
    ofTags: (tags) => {
      const columns = tags.map(() => new Float32Array(paths.length).fill(Number.NaN));
      for (let row = 0; row < paths.length; row++) {
        const scores = scoresAt(row, tags);
        if (scores) for (let i = 0; i < tags.length; i++) columns[i][row] = scores[i];
      }
      return columns;
    },
  });
}

/** Computes all tags of all tracks, for a caller that needs most of them. */
export async function loadAllTags(table: SoundTagTable): Promise<void> {
  for (let from = 0; from < table.tags.length; from += TAGS_PER_TURN) {
    await nextTurn();
    const tags = [...table.tags.keys()].slice(from, from + TAGS_PER_TURN);
    table.load(tags);
    for (const tag of tags) table.shares(tag);
  }
}
