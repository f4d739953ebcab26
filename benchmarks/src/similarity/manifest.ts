import { notAManifest, readRows } from '../manifest.ts';

interface LabelledTrack {
  file: string;
  /** Label; tracks with the same label should be similar. */
  label: string;
}

export interface Manifest {
  tracks: LabelledTrack[];
  unlabelled: number;
}

const EXPECTED = '{"file", "label"}';

/**
 * Reads a JSON array of rows `{file, label}`. Files are relative to the manifest. Ignores other keys.
 *
 * @throws {UsageError} if the file is missing, is not such an array, or has no labelled row.
 */
export async function readManifest(path: string): Promise<Manifest> {
  const rows = await readRows(path, EXPECTED);
  const tracks = rows.flatMap(({ file, label }) =>
    typeof label === 'string' && label !== '' ? [{ file, label }] : [],
  );
  if (tracks.length === 0) throw notAManifest(path, 'no row has a label', EXPECTED);
  return { tracks, unlabelled: rows.length - tracks.length };
}

/**
 * Returns the absolute paths of a manifest's files, with or without labels. Throws {@link UsageError} like
 * `readManifest`.
 */
export async function readManifestFiles(path: string): Promise<string[]> {
  return (await readRows(path, EXPECTED)).map(({ file }) => file);
}
