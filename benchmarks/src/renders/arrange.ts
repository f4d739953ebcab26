import { below, pick, type Random } from '@rbassist/testing/random';
import { drumPart } from './drum-part.ts';
import { lengthS, type Part, type Piece } from './piece.ts';

/** A piece as it is rendered. */
export interface Arrangement extends Piece {
  /** Cents that all notes are out of tune. */
  cents: number;
  hasDrums: boolean;
}

export interface ArrangeOptions {
  /** Keeps the programs of the score, and adds no drums. */
  ownPrograms: boolean;
  random: Random;
  /** The music ends here. */
  seconds: number;
}

/** General MIDI programs with a clear pitch: pianos, organs, guitars, strings, winds and synthesizers. */
const PROGRAMS = [
  0, 1, 4, 5, 6, 11, 16, 18, 19, 21, 22, 24, 25, 26, 27, 29, 30, 40, 41, 48, 50, 52, 56, 60, 61, 65, 68, 71, 73, 75, 79,
  80, 81, 88, 90,
];
const BASSES = [32, 33, 34, 35, 36, 38, 39, 58];
/** Mean note number below which a part is a bass. */
const BASS_BELOW = 47;
const MAX_CENTS = 45;
const DETUNED = 0.3;
const WITH_DRUMS = 0.5;

/** Transposes a piece, and draws its tuning, its programs and a drum part. */
export function arrange(piece: Piece, { ownPrograms, random, seconds }: ArrangeOptions): Arrangement {
  const steps = below(random, 12) - 5;
  const cents = random() < DETUNED ? below(random, 2 * MAX_CENTS + 1) - MAX_CENTS : 0;
  const parts = piece.parts.flatMap(({ program, notes }): Part[] => {
    const kept = notes.filter(({ startS }) => startS < seconds);
    if (kept.length === 0) return [];
    if (program === 'drums') return [{ program, notes: cut(kept, seconds) }];
    const moved = kept.map((note) => ({ ...note, pitch: note.pitch + steps }));
    const mean = kept.reduce((sum, { pitch }) => sum + pitch, 0) / kept.length;
    const drawn = pick(random, mean < BASS_BELOW ? BASSES : PROGRAMS);
    return [{ program: ownPrograms ? program : drawn, notes: cut(moved, seconds) }];
  });
  const hasDrums = !ownPrograms && piece.beat !== undefined && random() < WITH_DRUMS;
  if (piece.beat && hasDrums) parts.push(drumPart(piece.beat, lengthS({ parts }), random));
  const key = piece.key && { ...piece.key, tonic: (piece.key.tonic + steps + 12) % 12 };
  return { ...piece, parts, key, cents, hasDrums };
}

function cut(notes: Part['notes'], seconds: number): Part['notes'] {
  return notes.map((note) => ({ ...note, endS: Math.min(note.endS, seconds) }));
}
