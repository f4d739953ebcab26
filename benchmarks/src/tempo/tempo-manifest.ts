import { type ManifestRow, notAManifest, readRows } from '../manifest.ts';

export interface TempoTrack {
  file: string;
  /** Null for a track without a beat. */
  bpm: number | null;
  /** Seconds of its beats and downbeats, if known. */
  beats?: readonly number[];
  downbeats?: readonly number[];
  /** Metre such as "3/4", if known. */
  metre?: string;
  group?: string;
  /** Tracks of one package resemble each other: intervals draw them together. @default the track alone */
  package?: string;
}

export interface TempoManifest {
  tracks: TempoTrack[];
  unknown: number;
}

const EXPECTED = '{"file", "bpm", "beats"?, "downbeats"?}';

/** Reads rows `{file, bpm}`; null is a track without a beat. Throws {@link UsageError} for any other file. */
export async function readTempoManifests(paths: readonly string[], by: string | undefined): Promise<TempoManifest> {
  const manifests = await Promise.all(paths.map((path) => readTempoManifest(path, by)));
  return {
    tracks: manifests.flatMap(({ tracks }) => tracks),
    unknown: manifests.reduce((sum, { unknown }) => sum + unknown, 0),
  };
}

async function readTempoManifest(path: string, by: string | undefined): Promise<TempoManifest> {
  const rows = await readRows(path, EXPECTED);
  const tracks = rows.flatMap((row): TempoTrack[] => {
    const { file, bpm } = row;
    if (bpm !== null && !(typeof bpm === 'number' && bpm > 0)) return [];
    const group = by === undefined ? undefined : String(row[by] ?? 'other');
    const { beats, downbeats } = row;
    return [
      {
        file,
        bpm,
        beats: numbers(beats),
        downbeats: numbers(downbeats),
        metre: metreOf(row),
        group,
        package: packageOf(row),
      },
    ];
  });
  if (tracks.length === 0) throw notAManifest(path, 'no row has a bpm', EXPECTED);
  return { tracks, unknown: rows.length - tracks.length };
}

/** Returns the time signature, or that of the grid. */
function metreOf({ timesig, tempos }: ManifestRow): string | undefined {
  if (typeof timesig === 'string') return timesig;
  const first: unknown = Array.isArray(tempos) ? tempos[0]?.metro : undefined;
  return typeof first === 'string' ? first : undefined;
}

function packageOf({ package: name, kind }: ManifestRow): string | undefined {
  if (typeof name === 'string') return name;
  return typeof kind === 'string' ? kind : undefined;
}

function numbers(value: unknown): readonly number[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.filter((item): item is number => typeof item === 'number');
}
