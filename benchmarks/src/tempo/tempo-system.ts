import type { TempoCandidate } from '@rbassist/core';
import type { TempoTrack } from './tempo-manifest.ts';

export interface TempoResult {
  /** BPM; null if the system finds no beat. */
  bpm: number | null;
  confidence?: number;
  /** Possible tempos, the most likely first. */
  candidates?: readonly TempoCandidate[];
  /** Seconds of the beats; absent if the system finds no beats. */
  beats?: readonly number[];
  downbeats?: readonly number[];
  /** Metre such as "3/4"; absent if the system finds none. */
  metre?: string;
  /** Wall-clock and processor seconds; null if unknown. */
  seconds: number;
  cpuSeconds: number | null;
}

export interface UnreadableTempo {
  error: string;
}

export interface TempoSystem {
  name: string;
  analyze(track: TempoTrack): Promise<TempoResult | UnreadableTempo>;
  close(): Promise<void>;
}
