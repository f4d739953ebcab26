import { seededRandom } from '@rbassist/testing/random';
import { expect, it } from 'vitest';
import { arrange } from './arrange.ts';
import { manifestRow } from './manifest-row.ts';
import type { Piece, StatedBeat } from './piece.ts';

const NOTES = Array.from({ length: 40 }, (_, i) => ({ startS: i / 2, endS: i / 2 + 0.4, pitch: 60, velocity: 80 }));
const BEAT: StatedBeat = {
  bpm: 120,
  kind: 'midi',
  firstS: 0,
  metre: { signature: '3/4', beats: 3, firstDownbeat: 1 },
};
const PIECE: Piece = {
  title: 'a piece',
  parts: [{ program: 0, notes: NOTES }],
  key: { tonic: 11, minor: true },
  beat: BEAT,
};

function arranged(piece: Piece, seed: number) {
  return arrange(piece, { ownPrograms: false, random: seededRandom(seed), seconds: 10 });
}

const SEEDS = Array.from({ length: 30 }, (_, i) => i);

it('transposes the key with the notes, and cuts the music', () => {
  const names = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'];
  for (const seed of SEEDS) {
    const arrangement = arranged(PIECE, seed);
    const [{ notes }] = arrangement.parts;
    const tonic = (11 + notes[0].pitch - 60 + 12) % 12;
    expect(manifestRow('a.wav', 'a source', arrangement).key).toBe(`${names[tonic]} minor`);
    expect(notes).toHaveLength(20);
  }
  expect(new Set(SEEDS.map((seed) => arranged(PIECE, seed).key?.tonic)).size).toBeGreaterThan(8);
});

it('states beats, bars and metre', () => {
  expect(manifestRow('a.wav', 'a source', arranged(PIECE, 1))).toMatchObject({
    package: 'a source',
    bpm: 120,
    bpm_kind: 'midi',
    beats: Array.from({ length: 20 }, (_, i) => i / 2),
    downbeats: [0.5, 2, 3.5, 5, 6.5, 8, 9.5],
    metre: 3,
    tempos: [{ metro: '3/4' }],
  });
});

it('has a kick on each downbeat if it adds drums', () => {
  const withDrums = SEEDS.map((seed) => arranged(PIECE, seed)).filter(({ hasDrums }) => hasDrums);
  expect(withDrums.length).toBeGreaterThan(5);
  for (const { parts } of withDrums) {
    const kicks = parts.at(-1)?.notes.filter(({ pitch }) => pitch === 36);
    expect(kicks?.map(({ startS }) => startS)).toEqual([0.5, 2, 3.5, 5, 6.5, 8, 9.5]);
  }
});

it('states the beat of a bare tune only with drums', () => {
  const tune: Piece = { ...PIECE, beat: { ...BEAT, kind: 'drums' } };
  for (const seed of SEEDS) {
    const arrangement = arranged(tune, seed);
    expect('bpm' in manifestRow('a.wav', 'a source', arrangement)).toBe(arrangement.hasDrums);
  }
});
