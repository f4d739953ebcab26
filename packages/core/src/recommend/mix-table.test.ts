import { below, pick, type Random, seededRandom } from '@rbassist/testing/random';
import { describe, expect, it } from 'vitest';
import type { TrackRecord } from '../tracks/track-record.ts';
import { MixTable } from './mix-table.ts';
import { type MixTrack, mixTrack } from './mix-track.ts';

function record(random: Random): TrackRecord {
  const maybe = <Value>(value: Value): Value | undefined => (random() < 0.8 ? value : undefined);
  return {
    artist: maybe(`Artist ${below(random, 9)}`),
    title: maybe(`${pick(random, ['Song', 'Söng'])} ${below(random, 20)}${pick(random, ['', ' (Dub Mix)'])}`),
    genre: maybe(pick(random, ['House', 'Techno'])),
    mytags: maybe(['peak', 'Peak', 'warm'].filter(() => random() < 0.5)),
    tag_suggestions: maybe({ candidates: [{ tag: pick(random, ['dub', 'live']), score: 0.5 }] }) as never,
    rating: maybe(below(random, 6)),
    duration: maybe(below(random, 400)),
    bpm: maybe(100 + below(random, 40)),
    bpm_candidates: maybe([{ bpm: 64, confidence: 0.2 }]),
    key: maybe(pick(random, ['8A', '3B'])),
    loudness_lufs: maybe(-8 - below(random, 5)),
    ...(random() < 0.1 && { missing: { since: '2026-01-01T00:00:00.000Z' } }),
  };
}

/** Returns all that columns say of each track, without their numbers of values. */
function contents(table: MixTable): unknown[] {
  const { tempos, keys } = table;
  return table.tracks.map(({ path }, i) => [
    table.position(path),
    (['rating', 'durationS', 'addedMs', 'energy', 'energyConfidence', 'loudnessLufs'] as const).map(
      (name) => table.numbers(name)[i],
    ),
    table.states[i],
    [tempos, keys].map(({ starts, ids, probabilities, values }) =>
      Array.from(ids.subarray(starts[i], starts[i + 1]), (id, j) => [values[id], probabilities[starts[i] + j]]),
    ),
    [table.artists, table.genres, table.folders, table.tags, table.ownTags, table.suggested].map(
      ({ ids, values }) => values[ids[i]],
    ),
    table.songs[i],
  ]);
}

describe('MixTable', () => {
  it('takes over only what is still right after any change', () => {
    const random = seededRandom(3);
    const made = (path: string) => mixTrack(path, record(random));
    let table = new MixTable(Array.from({ length: 60 }, (_, i) => made(`/m/${i % 7}/${i}.mp3`)));
    for (let step = 0; step < 120; step++) {
      if (random() < 0.7) contents(table);
      const tracks: MixTrack[] = [...table.tracks];
      const at = below(random, tracks.length);
      const change = random();
      if (change < 0.4) tracks[at] = made(tracks[at].path);
      else if (change < 0.7) {
        const { path: _, ...other } = made('');
        const [name, value] = pick(random, Object.entries(other));
        tracks[at] = { ...tracks[at], [name]: value };
      } else if (change < 0.8) tracks.splice(at, 1);
      else if (change < 0.9) tracks.splice(at, 0, made(`/new/${step}.mp3`));
      else tracks[at] = { ...tracks[at], path: `/moved/${step}.mp3` };
      table = new MixTable(tracks, table);
      expect(contents(table)).toEqual(contents(new MixTable(tracks)));
    }
  });
});
