import { expect, it } from 'vitest';
import { readAbc } from './abc-tune.ts';
import { beatTimes, downbeatsOf } from './beat-times.ts';
import { DANCE_COUNTS, SONG_COUNTS, tunePiece } from './tune-piece.ts';

function pieceOf(header: string, body: string, counts = DANCE_COUNTS) {
  const [tune] = readAbc(`X:1\nT:A Tune\n${header}\n${body}\n`);
  return tunePiece(tune, counts, () => 0.5, 30);
}

const WALTZ = pieceOf('M:3/4\nL:1/4\nK:G', 'D|"G"GBd|"C"e2c|"D7"dAF|"G"G2:|');

it('repeats a tune for the time, with its beat and bars in phase', () => {
  const { parts, beat } = WALTZ!;
  const downbeats = downbeatsOf(beat!, beatTimes(beat!, 30));
  const bass = parts[1].notes.filter(({ startS }) => startS < 30).map(({ startS }) => startS);
  expect(beat).toMatchObject({
    bpm: 127.5,
    kind: 'style-guess',
    metre: { signature: '3/4', beats: 3, firstDownbeat: 1 },
  });
  expect(bass.length).toBeGreaterThan(15);
  for (const startS of bass) expect(Math.min(...downbeats.map((one) => Math.abs(one - startS)))).toBeLessThan(1e-6);
});

it('plays chord symbols as a bass and chords', () => {
  const [, bass, chords] = WALTZ!.parts;
  expect(bass.notes.slice(0, 4).map(({ pitch }) => pitch % 12)).toEqual([7, 0, 2, 7]);
  expect(chords.notes.slice(0, 3).map(({ pitch }) => pitch % 12)).toEqual([7, 11, 2]);
});

it('counts jigs in dotted quarter notes', () => {
  const { beat } = pieceOf('M:6/8\nL:1/8\nK:D', 'A|"D"dAF "G"GBG|"A"ABc "D"d2A|"D"dAF "G"GBG|"A"ABc "D"d2:|')!;
  expect(beat).toMatchObject({ bpm: 111, metre: { signature: '6/8', beats: 2, firstDownbeat: 0 } });
  expect(beat!.firstS).toBeCloseTo(60 / 111 / 3);
});

it('gives a bare song a beat that needs drums', () => {
  expect(pieceOf('M:4/4\nL:1/4\nK:C', 'CDEF|GFED|C4|', SONG_COUNTS)).toMatchObject({
    key: { tonic: 0, minor: false },
    beat: { kind: 'drums', bpm: 108 },
  });
});

it('leaves out tunes that end on another note than their tonic', () => {
  expect(pieceOf('M:4/4\nL:1/4\nK:C', 'CDEF|G4|')).toBeNull();
});
