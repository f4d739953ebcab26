import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededRandom } from '@rbassist/testing/random';
import { readAbc } from '../abc-tune.ts';
import type { Candidate, ScoreSource } from '../piece.ts';
import { seedOf } from '../seed-of.ts';
import { type Counts, DANCE_COUNTS, SONG_COUNTS, tunePiece } from '../tune-piece.ts';
import { listFiles } from './list-files.ts';

interface TuneCollection {
  name: string;
  folder: string;
  expected: string;
  counts: Counts;
}

function tuneSource({ name, folder: within, expected, counts }: TuneCollection): ScoreSource {
  return {
    name,
    ownPrograms: false,
    async list(folder) {
      const candidates: Candidate[] = [];
      for (const file of await listFiles(join(folder, within), '.abc', expected)) {
        for (const tune of readAbc(await readFile(file, 'utf8'))) {
          const random = seededRandom(seedOf(`${name} ${tune.title}`));
          candidates.push({ title: tune.title, read: async (seconds) => tunePiece(tune, counts, random, seconds) });
        }
      }
      return candidates;
    },
  };
}

/** Nottingham Music Database: dance tunes with chords. */
export const nottingham = tuneSource({
  name: 'nottingham',
  folder: 'ABC_cleaned',
  expected: 'a clone of jukedeck/nottingham-dataset',
  counts: DANCE_COUNTS,
});

/** Ryan's Mammoth Collection: fiddle tunes without chords. */
export const ryansMammoth = tuneSource({
  name: 'ryans-mammoth',
  folder: 'corpus/ryansMammoth',
  expected: 'the folder "music21" of its unpacked wheel',
  counts: DANCE_COUNTS,
});

/** Essen folk songs, without chords. */
export const essen = tuneSource({
  name: 'essen',
  folder: 'corpus/essenFolksong',
  expected: 'the folder "music21" of its unpacked wheel',
  counts: SONG_COUNTS,
});

/** O'Neill's Music of Ireland (1850 melodies), without chords. */
export const oneills = tuneSource({
  name: 'oneills',
  folder: 'corpus/oneills1850',
  expected: 'the folder "music21" of its unpacked wheel',
  counts: DANCE_COUNTS,
});

/** Aird's Selection of Scotch, English, Irish and Foreign Airs, without chords. */
export const airds = tuneSource({
  name: 'airds',
  folder: 'corpus/airdsAirs',
  expected: 'the folder "music21" of its unpacked wheel',
  counts: DANCE_COUNTS,
});
