import type { TempoTrack } from './tempo-manifest.ts';

/** What a system makes of the tempo of a track. */
export interface HeardTempo {
  /** BPM; null where it finds no beat. */
  bpm: number | null;
  /** How sure it says it is, 0–1. */
  confidence?: number;
  /** Seconds; absent where it does not tell. */
  beats?: readonly number[];
  downbeats?: readonly number[];
  /** By the clock, and of processor time; null where that is not known. */
  seconds: number;
  cpuSeconds: number | null;
}

/** The file cannot be read. */
export interface UnheardTempo {
  error: string;
}

/** Something that tells tempos. */
export interface TempoSystem {
  name: string;
  hear(track: TempoTrack): Promise<HeardTempo | UnheardTempo>;
  close(): Promise<void>;
}
