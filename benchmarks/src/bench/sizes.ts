import { FLAC, FORMATS, type Format, MP3, WAV } from './formats.ts';

export interface Sizes {
  songs: number;
  /** Length of each song, in seconds. From 80 s on, a scan analyses only part of a track, as with real songs. */
  songS: number;
  formats: readonly Format[];
  plainCopies: number;
  workerTurns: number;
  fewTracks: number;
  manyTracks: number;
  mixS: number;
  startUpPairs: number;
}

/** Full version: about six minutes on two cores. */
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

/** Quick version: less than a minute, to see that everything works. */
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
