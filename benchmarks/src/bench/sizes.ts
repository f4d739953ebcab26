import { FLAC, FORMATS, type Format, MP3, WAV } from './formats.ts';

/** How much of everything is measured. */
export interface Sizes {
  songs: number;
  /** Length of each song, in seconds; from 80 on a track is listened to in part, as real ones are. */
  songS: number;
  formats: readonly Format[];
  /** How often each song lies in a folder of plain samples, which take less work than compressed ones. */
  plainCopies: number;
  /** How often one worker is timed against all. */
  workerTurns: number;
  fewTracks: number;
  manyTracks: number;
  /** Length of the long mix, in seconds. */
  mixS: number;
  /** How often the two programs of the start-up are started. */
  startUpPairs: number;
}

/** Some six minutes on two cores. */
export const FULL: Sizes = {
  songs: 4,
  songS: 300,
  formats: FORMATS,
  plainCopies: 2,
  workerTurns: 2,
  fewTracks: 50,
  manyTracks: 1000,
  mixS: 3 * 3600,
  startUpPairs: 11,
};

/** Under a minute: shows that everything works, and whether something is badly wrong. */
export const QUICK: Sizes = {
  songs: 2,
  songS: 120,
  formats: [WAV, FLAC, MP3],
  plainCopies: 2,
  workerTurns: 1,
  fewTracks: 20,
  manyTracks: 80,
  mixS: 600,
  startUpPairs: 3,
};
