import { type CamelotKey, parseKey } from '@rbassist/core';
import { notAManifest, readRows } from '../manifest.ts';

export interface KeyTrack {
  file: string;
  key: CamelotKey;
  /** Package or source of the track, or its file. Bootstrap intervals draw whole packages. */
  package: string;
  group?: string;
}

export interface KeyManifest {
  tracks: KeyTrack[];
  /** Number of skipped rows without a key. */
  unknown: number;
}

const EXPECTED = '{"file", "key"}';

/** Reads rows `{file, key}` in JSON, and skips those without a key. Throws {@link UsageError} for any other file. */
export async function readKeyManifests(paths: readonly string[], by?: string): Promise<KeyManifest> {
  const manifests = await Promise.all(paths.map((path) => readKeyManifest(path, by)));
  return {
    tracks: manifests.flatMap(({ tracks }) => tracks),
    unknown: manifests.reduce((sum, { unknown }) => sum + unknown, 0),
  };
}

async function readKeyManifest(path: string, by: string | undefined): Promise<KeyManifest> {
  const rows = await readRows(path, EXPECTED);
  const tracks = rows.flatMap((row, i): KeyTrack[] => {
    const { file, key: text } = row;
    if (typeof text !== 'string' || text === '') return [];
    const key = parseKey(text);
    if (!key) throw notAManifest(path, `"${text}" in row ${i + 1} is not a key`, EXPECTED);
    const origin = String(row.package ?? row.source ?? file);
    return [{ file, key, package: origin, group: by === undefined ? undefined : String(row[by] ?? 'other') }];
  });
  if (tracks.length === 0) throw notAManifest(path, 'no row has a key', EXPECTED);
  return { tracks, unknown: rows.length - tracks.length };
}
