import { feltTempos, type TempoPrior } from '@rbassist/analyze';
import { isPossibleBpm, mayReplace } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';

/** Tempos that a person or another program set, by genre in lower case, and of all tracks. */
export interface TempoHabits {
  genres: Readonly<Record<string, TempoPrior>>;
  all: TempoPrior;
}

/** Habits of a library without tempos of a person. */
export const NO_HABITS: TempoHabits = { genres: {}, all: [] };

const KEYS = ['genre', 'bpm', 'bpm_confidence', 'analysis_wrote'] as const;
const BINS_PER_OCTAVE = 12;
const OCTAVES = 0.06;
/** Tracks of one genre, and of all genres, from which on their tempos count in full. */
const ENOUGH_OF_GENRE = 8;
const ENOUGH_OF_ALL = 50;
/** Tracks of a genre below which all tracks count instead. */
const FEWEST = 3;
const WEIGHT_OF_ALL = 0.5;

/**
 * Collects the tempos of tracks that the analysis did not measure.
 *
 * @param except Tracks whose tempos do not count, because the analysis replaces them.
 */
export function tempoHabits(meta: MetaStore, except: ReadonlySet<string> = new Set()): TempoHabits {
  const bins = new Map<string, Map<number, number>>();
  const count = (genre: string, bin: number) => {
    const own = bins.get(genre) ?? new Map<number, number>();
    bins.set(genre, own.set(bin, (own.get(bin) ?? 0) + 1));
  };
  for (const [path, record] of meta.tracks(KEYS)) {
    const { bpm, genre } = record;
    if (except.has(path) || !isPossibleBpm(bpm) || mayReplace(record, 'bpm')) continue;
    const bin = Math.round(BINS_PER_OCTAVE * Math.log2(bpm));
    count('', bin);
    if (typeof genre === 'string' && genre.trim() !== '') count(genreKey(genre), bin);
  }
  const genres = [...bins].flatMap(([genre, own]) => {
    const prior = priorOf(own, ENOUGH_OF_GENRE, 1);
    return genre === '' || total(own) < FEWEST ? [] : [[genre, prior] as const];
  });
  return { genres: Object.fromEntries(genres), all: priorOf(bins.get('') ?? new Map(), ENOUGH_OF_ALL, WEIGHT_OF_ALL) };
}

/** Returns the usual tempos of a track: those of the style that its genre names, and those of the library. */
export function usualTempos(genre: string | undefined, { genres, all }: TempoHabits): TempoPrior {
  return [...feltTempos(genre ?? ''), ...(genres[genreKey(genre ?? '')] ?? all)];
}

function genreKey(genre: string): string {
  return genre.trim().toLowerCase();
}

function priorOf(bins: ReadonlyMap<number, number>, enough: number, weight: number): TempoPrior {
  const scale = weight / Math.max(enough, total(bins));
  return [...bins].map(([bin, tracks]) => ({
    bpm: 2 ** (bin / BINS_PER_OCTAVE),
    octaves: OCTAVES,
    weight: tracks * scale,
  }));
}

function total(bins: ReadonlyMap<number, number>): number {
  return [...bins.values()].reduce((sum, tracks) => sum + tracks, 0);
}
