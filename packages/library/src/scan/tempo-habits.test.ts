import { join } from 'node:path';
import { type TrackRecord, valueDigest } from '@rbassist/core';
import { openMetaStore } from '@rbassist/meta';
import { temporaryFolder } from '@rbassist/testing';
import { expect, it } from 'vitest';
import { type TempoHabits, tempoHabits, usualTempos } from './tempo-habits.ts';

async function habitsOf(records: readonly TrackRecord[], except?: ReadonlySet<string>): Promise<TempoHabits> {
  const store = await openMetaStore(join(await temporaryFolder('habits'), 'meta.json'));
  for (const [i, record] of records.entries()) store.update(`/music/${i}.mp3`, record);
  const habits = tempoHabits(store, except);
  await store.close();
  return habits;
}

const ofGenre = (genre: string, bpms: readonly number[]): TrackRecord[] => bpms.map((bpm) => ({ genre, bpm }));
const weightNear = (habits: TempoHabits, genre: string, bpm: number) =>
  usualTempos(genre, habits).reduce(
    (sum, usual) => sum + (Math.abs(usual.bpm / bpm - 1) < 0.05 ? (usual.weight ?? 1) : 0),
    0,
  );

it('learns the tempos that a person set for a genre', async () => {
  const habits = await habitsOf([...ofGenre('Half Step', [85, 85, 86, 170]), ...ofGenre('House', [124, 125])]);
  expect(weightNear(habits, 'half step', 85)).toBeGreaterThan(2 * weightNear(habits, 'half step', 170));
  expect(weightNear(habits, 'House', 124)).toBeGreaterThan(1);
});

it('counts all tracks of the library for a genre that is new to it', async () => {
  const habits = await habitsOf(ofGenre('Half Step', [85, 85, 86]));
  expect(weightNear(habits, 'Unheard', 85)).toBeGreaterThan(0);
  expect(weightNear(habits, 'Unheard', 85)).toBeLessThan(0.1);
});

it('ignores tempos that the analysis measured', async () => {
  const measured = { genre: 'Rock', bpm: 150, bpm_confidence: 0.9, analysis_wrote: { bpm: valueDigest(150) } };
  expect(await habitsOf([measured, measured, measured])).toEqual({ genres: {}, all: [] });
});

it('ignores tracks whose tempos will be replaced', async () => {
  const replaced = new Set(['/music/0.mp3', '/music/1.mp3', '/music/2.mp3']);
  expect(await habitsOf(ofGenre('Half Step', [85, 85, 86]), replaced)).toEqual({ genres: {}, all: [] });
});
