import { beatsPerBar } from '../tempos/beats-per-bar.ts';
import { isPossibleBpm } from '../tempos/parse-tempo.ts';
import type { TrackRecord } from '../tracks/track-record.ts';

const BEATS_PER_BAR = 4;

/** A part of the grid: its first bar line and the length of a bar, in seconds. */
interface GridPart {
  startS: number;
  firstBarS: number;
  barS: number;
}

/** Bar lines of a track. */
export interface BarGrid {
  /** Time of the first bar line, in seconds. */
  firstBarS: number;
  /** Returns the bar line nearest to a time, in seconds; may be negative or beyond the end of the track. */
  nearestBar(timeS: number): number;
  /** Returns the length of a bar at a time, in seconds. */
  barLength(timeS: number): number;
}

/** Reads the bar lines of a record's beat grid. Returns undefined without a valid grid. */
export function barGrid({ tempos }: Pick<TrackRecord, 'tempos'>): BarGrid | undefined {
  const parts = (Array.isArray(tempos) ? tempos : []).flatMap(gridPart).sort((a, b) => a.startS - b.startS);
  if (parts.length === 0) return undefined;
  const partAt = (timeS: number) => parts.findLast(({ startS }) => startS <= timeS) ?? parts[0];
  return {
    firstBarS: parts[0].firstBarS,
    nearestBar(timeS) {
      const { firstBarS, barS } = partAt(timeS);
      return firstBarS + Math.round((timeS - firstBarS) / barS) * barS;
    },
    barLength: (timeS) => partAt(timeS).barS,
  };
}

function gridPart(segment: unknown): GridPart[] {
  const { inizio_sec: startS, bpm, metro, battito } = (segment ?? {}) as Record<string, unknown>;
  if (typeof startS !== 'number' || !Number.isFinite(startS) || !isPossibleBpm(bpm)) return [];
  const beats = (typeof metro === 'string' && beatsPerBar(metro)) || BEATS_PER_BAR;
  const beat = typeof battito === 'number' && battito >= 1 && battito <= beats ? battito : 1;
  const beatS = 60 / bpm;
  const toBar = beat === 1 ? 0 : beats + 1 - beat;
  return [{ startS, firstBarS: startS + toBar * beatS, barS: beats * beatS }];
}
