import { between, type Random } from '@rbassist/testing/random';
import { type AbcNote, type AbcTune, barLength, firstBarOf } from './abc-tune.ts';
import type { Note, Part, Piece } from './piece.ts';

/** Way to count a time signature: beat in whole notes, usual tempos, and the signature if its bars are clear. */
interface Count {
  beat: number;
  bpm: readonly [low: number, high: number];
  signature?: string;
}

export type Counts = Readonly<Record<string, Count>>;

/** Dances. Reels and hornpipes are counted in two, like dancers step. */
export const DANCE_COUNTS: Counts = {
  '3/4': { beat: 1 / 4, bpm: [90, 165], signature: '3/4' },
  '6/8': { beat: 3 / 8, bpm: [96, 126], signature: '6/8' },
  '2/4': { beat: 1 / 4, bpm: [84, 120] },
  '4/4': { beat: 1 / 2, bpm: [84, 116] },
  '2/2': { beat: 1 / 2, bpm: [84, 116] },
};

export const SONG_COUNTS: Counts = {
  '4/4': { beat: 1 / 4, bpm: [84, 132], signature: '4/4' },
  '3/4': { beat: 1 / 4, bpm: [80, 140], signature: '3/4' },
  '2/4': { beat: 1 / 4, bpm: [76, 120] },
  '6/8': { beat: 3 / 8, bpm: [56, 90], signature: '6/8' },
};

/** Lowest notes, MIDI numbers. */
const [LOWEST_BASS, LOWEST_CHORD] = [36, 55];
const DETACHED = 0.9;
const VELOCITY = { melody: 96, bass: 88, chords: 70 };

/**
 * Plays a tune at a drawn tempo, over and over for `seconds`. Chord symbols become a bass on the strong beats and
 * chords on the others. Null for a tune with irregular bars, an unusual metre, or a doubtful key: one whose tonic is
 * not the last note or chord.
 */
export function tunePiece(tune: AbcTune, counts: Counts, random: Random, seconds: number): Piece | null {
  const count = counts[tune.metre];
  const firstBar = firstBarOf(tune);
  if (!count || firstBar === null || tune.key === null || !endsOnTonic(tune)) return null;
  const bpm = Math.round(10 * between(random, ...count.bpm)) / 10;
  const wholeS = 60 / bpm / count.beat;
  const bar = barLength(tune.metre);
  const turn = Math.ceil(tune.length / bar - 1e-6) * bar;
  const turns = Math.max(1, Math.ceil(seconds / (turn * wholeS)));
  const play = (notes: readonly AbcNote[], program: number, velocity: number): Part => ({
    program,
    notes: Array.from({ length: turns }, (_, i) => i * turn).flatMap((from) =>
      notes.map(
        ({ start, length, pitch }): Note => ({
          startS: (from + start) * wholeS,
          endS: (from + start + DETACHED * length) * wholeS,
          pitch,
          velocity,
        }),
      ),
    ),
  });
  const { bass, chords } = accompaniment(tune, count, firstBar);
  const accompanied = bass.length > 0;
  const firstDownbeat = Math.floor(firstBar / count.beat + 1e-6);
  return {
    title: tune.title,
    parts: [
      play(tune.notes, 0, VELOCITY.melody),
      ...(accompanied ? [play(bass, 32, VELOCITY.bass), play(chords, 24, VELOCITY.chords)] : []),
    ],
    key: tune.key,
    beat: {
      bpm,
      kind: accompanied ? 'style-guess' : 'drums',
      firstS: (firstBar % count.beat) * wholeS,
      ...(count.signature && {
        metre: { signature: count.signature, beats: Math.round(bar / count.beat), firstDownbeat },
      }),
    },
  };
}

function endsOnTonic({ key, notes, chords }: AbcTune): boolean {
  const last = chords.at(-1)?.root ?? (notes.at(-1)?.pitch ?? Number.NaN) % 12;
  return key?.tonic === last;
}

function accompaniment(tune: AbcTune, count: Count, firstBar: number): { bass: AbcNote[]; chords: AbcNote[] } {
  const [bass, chords]: AbcNote[][] = [[], []];
  const beatsPerBar = Math.round(barLength(tune.metre) / count.beat);
  const inThree = beatsPerBar === 3;
  const offBeat = tune.metre === '6/8' ? (2 / 3) * count.beat : count.beat / 2;
  const start = firstBar % count.beat;
  const downbeat = Math.round((firstBar - start) / count.beat);
  for (let i = 0; start + i * count.beat < tune.length - 1e-6; i++) {
    const at = start + i * count.beat;
    const strong = !inThree || (i - downbeat + beatsPerBar) % beatsPerBar === 0;
    const chord = tune.chords.findLast((symbol) => symbol.start <= at + 1e-6);
    if (!chord) continue;
    const { root, minor } = chord;
    if (strong) bass.push({ start: at, length: offBeat, pitch: pitchAbove(LOWEST_BASS, root) });
    if (inThree && strong) continue;
    const place = inThree ? at : at + offBeat;
    for (const interval of [0, minor ? 3 : 4, 7]) {
      const length = count.beat - (place - at);
      chords.push({ start: place, length, pitch: pitchAbove(LOWEST_CHORD, root + interval) });
    }
  }
  return { bass, chords };
}

function pitchAbove(lowest: number, pitchClass: number): number {
  return lowest + ((pitchClass - lowest + 120) % 12);
}
