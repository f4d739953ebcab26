import type { Distance, Labelled } from './retrieval.ts';
import { labelRetrieval, sameLabelRecall1 } from './retrieval.ts';

export interface TrackVectors {
  vector: Float32Array;
  windows: Float32Array[];
  /** Wall-clock seconds for reading the file and computing `vector`. */
  seconds: number;
}

export interface System {
  name: string;
  distance: Distance;
}

export interface Figures {
  n: number;
  precision10: number;
  map: number;
  /** NaN if no track has two windows. */
  sameTrackRecall1: number;
  secondsPerTrack: number;
}

export class Scoreboard {
  readonly #system: System;
  readonly #tracks: Labelled[] = [];
  readonly #windows: Labelled[] = [];
  #seconds = 0;

  constructor(system: System) {
    this.#system = system;
  }

  get name(): string {
    return this.#system.name;
  }

  add(file: string, label: string, { vector, windows, seconds }: TrackVectors): void {
    this.#tracks.push({ label, vector });
    for (const window of windows) this.#windows.push({ label: file, vector: window });
    this.#seconds += seconds;
  }

  /** Number of tracks that are alone with their label and so never a query. */
  figures(): Figures & { alone: number } {
    const { precision10, map, alone } = labelRetrieval(this.#tracks, this.#system.distance);
    return {
      n: this.#tracks.length,
      precision10,
      map,
      sameTrackRecall1: sameLabelRecall1(this.#windows, this.#system.distance),
      secondsPerTrack: this.#seconds / this.#tracks.length,
      alone,
    };
  }
}
