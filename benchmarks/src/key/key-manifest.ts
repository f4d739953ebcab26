import { type CamelotKey, parseKey } from '@rbassist/core';
import { notAManifest, readRows } from '../manifest.ts';

/** One track to evaluate on, and its key. */
export interface KeyTrack {
  /** Absolute path. */
  file: string;
  key: CamelotKey;
  /** What the tracks are divided by in a table. */
  group?: string;
}

/** What a manifest asks for. */
export interface KeyManifest {
  tracks: KeyTrack[];
  /** Rows left out because they name no key. */
  unknown: number;
}

const EXPECTED = '{"file", "key"}';

/**
 * Reads a JSON array of rows `{file, key}`, the key as "C# minor" or any other way of writing one; rows without a key are left out.
 *
 * @param by The column that tells which group a track is of.
 * @throws {UsageError} when it is no manifest, a key cannot be read, or no row has one.
 */
export async function readKeyManifest(path: string, by?: string): Promise<KeyManifest> {
  const rows = await readRows(path, EXPECTED);
  const tracks = rows.flatMap((row, i): KeyTrack[] => {
    const { file, key: text } = row;
    if (typeof text !== 'string' || text === '') return [];
    const key = parseKey(text);
    if (!key) throw notAManifest(path, `"${text}" in row ${i + 1} is no key`, EXPECTED);
    return [{ file, key, group: by === undefined ? undefined : String(row[by] ?? 'other') }];
  });
  if (tracks.length === 0) throw notAManifest(path, 'no row has a key', EXPECTED);
  return { tracks, unknown: rows.length - tracks.length };
}
