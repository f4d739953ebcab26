import type { Distance, Labelled } from './retrieval.ts';
import { labelRetrieval, sameLabelRecall1 } from './retrieval.ts';

/** What one system heard in one track. */
export interface HeardTrack {
  vector: Float32Array;
  /** One vector per listening window. */
  windows: Float32Array[];
  /** Wall seconds it took to read the file and compute `vector`. */
  seconds: number;
}

/** A way of listening to tracks and comparing them. */
export interface System {
  name: string;
  distance: Distance;
}

/** The figures of one system. */
export interface Figures {
  /** Tracks that it could read. */
  n: number;
  precision10: number;
  map: number;
  /** NaN when no track has two windows. */
  sameTrackRecall1: number;
  secondsPerTrack: number;
}

/** Collects what a system hears and works out its figures at the end. */
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

  add(file: string, label: string, { vector, windows, seconds }: HeardTrack): void {
    this.#tracks.push({ label, vector });
    for (const window of windows) this.#windows.push({ label: file, vector: window });
    this.#seconds += seconds;
  }

  /** Tracks that are alone with their label and therefore never a query. */
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
