import { below, pick, type Random } from '@rbassist/testing/random';
import { MixTable } from '../recommend/mix-table.ts';
import { mixTrack } from '../recommend/mix-track.ts';
import { sourceOf } from '../recommend/test-library.ts';
import type { TrackRecord } from '../tracks/track-record.ts';
import type { CrateInput } from './expand-crate.ts';

/** A track of an invented library: a record, and a vector that may be missing. */
export interface InventedTrack {
  record: TrackRecord;
  vector?: readonly number[];
}

/** Builds the input of `expandCrate` from invented tracks by path. */
export function crateInput(tracks: Readonly<Record<string, InventedTrack>>, members: readonly string[]): CrateInput {
  const vectors = new Map(
    Object.entries(tracks).flatMap(([path, { vector }]) =>
      vector ? [[path, Float32Array.from(vector)] as const] : [],
    ),
  );
  const table = new MixTable(Object.entries(tracks).map(([path, { record }]) => mixTrack(path, record)));
  return { members, table, source: sourceOf(vectors), record: (path) => tracks[path]?.record };
}

/** Invents a library with gaps: unknown tempos, keys, tags and vectors, and files that are missing or failed. */
export function inventedTracks(random: Random, count: number): Record<string, InventedTrack> {
  const tracks: Record<string, InventedTrack> = {};
  for (let i = 0; i < count; i++) {
    const record: TrackRecord = {
      artist: `Artist ${below(random, count / 3)}`,
      title: `Song ${below(random, count)}${pick(random, ['', '', ' (Remix)'])}`,
      duration: 100 + below(random, 300),
      mytags: pick(random, [[], ['dark'], ['dark', 'peak'], ['warm-up']]),
      bpm: pick(random, [null, 60 + below(random, 120)]),
      key: pick(random, [null, `${1 + below(random, 12)}${pick(random, ['A', 'B'])}`]),
      ...pick(random, [{}, {}, {}, { missing: { since: 'x' } }, { error: { kind: 'corrupt' as const, message: 'x' } }]),
    };
    const vector = random() < 0.1 ? undefined : Array.from({ length: 8 }, () => random() - 0.4);
    tracks[`/m/${String(i).padStart(3, '0')}.mp3`] = { record, vector };
  }
  return tracks;
}
