import type { TempoTrack } from './tempo-manifest.ts';

/** Tempo of a track, from one system. */
export interface TempoResult {
  /** BPM; null if the system finds no beat. */
  bpm: number | null;
  /** Stated confidence, 0..1. */
  confidence?: number;
  /** Seconds of the beats; absent if the system finds no beats. */
  beats?: readonly number[];
  downbeats?: readonly number[];
  /** Wall-clock and processor seconds; null if unknown. */
  seconds: number;
  cpuSeconds: number | null;
}

/** The file can't be read. */
export interface UnreadableTempo {
  error: string;
}

/** A system that finds tempos. */
export interface TempoSystem {
  name: string;
  analyze(track: TempoTrack): Promise<TempoResult | UnreadableTempo>;
  close(): Promise<void>;
}
