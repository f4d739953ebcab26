import { notAManifest, readRows } from '../manifest.ts';

export interface TempoTrack {
  file: string;
  /** Null for a track without a beat. */
  bpm: number | null;
  /** Seconds of its beats and downbeats, if known. */
  beats?: readonly number[];
  downbeats?: readonly number[];
  group?: string;
}

export interface TempoManifest {
  tracks: TempoTrack[];
  unknown: number;
}

const EXPECTED = '{"file", "bpm", "beats"?, "downbeats"?}';

/** Reads rows `{file, bpm}`; null is a track without a beat. Throws {@link UsageError} for any other file. */
export async function readTempoManifest(path: string, by: string | undefined): Promise<TempoManifest> {
  const rows = await readRows(path, EXPECTED);
  const tracks = rows.flatMap((row): TempoTrack[] => {
    const { file, bpm } = row;
    if (bpm !== null && !(typeof bpm === 'number' && bpm > 0)) return [];
    const group = by === undefined ? undefined : String(row[by] ?? 'other');
    return [{ file, bpm, beats: numbers(row.beats), downbeats: numbers(row.downbeats), group }];
  });
  if (tracks.length === 0) throw notAManifest(path, 'no row has a bpm', EXPECTED);
  return { tracks, unknown: rows.length - tracks.length };
}

function numbers(value: unknown): readonly number[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.filter((item): item is number => typeof item === 'number');
}
