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

/** Reads a JSON array of rows `{file, label}`, relative to the manifest. Throws {@link UsageError} without any. */
export async function readManifest(path: string): Promise<Manifest> {
  const rows = await readRows(path, EXPECTED);
  const tracks = rows.flatMap(({ file, label }) =>
    typeof label === 'string' && label !== '' ? [{ file, label }] : [],
  );
  if (tracks.length === 0) throw notAManifest(path, 'no row has a label', EXPECTED);
  return { tracks, unlabelled: rows.length - tracks.length };
}

/** Returns the absolute paths of a manifest's files, with or without labels. */
export async function readManifestFiles(path: string): Promise<string[]> {
  return (await readRows(path, EXPECTED)).map(({ file }) => file);
}
