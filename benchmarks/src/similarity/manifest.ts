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

/** Skips rows without a label. Throws {@link UsageError} if the file is not a manifest, or no row has a label. */
export async function readManifest(path: string): Promise<Manifest> {
  const rows = await readRows(path, EXPECTED);
  const tracks = rows.flatMap(({ file, label }) =>
    typeof label === 'string' && label !== '' ? [{ file, label }] : [],
  );
  if (tracks.length === 0) throw notAManifest(path, 'no row has a label', EXPECTED);
  return { tracks, unlabelled: rows.length - tracks.length };
}

/** Includes files without a label. Throws {@link UsageError} like `readManifest`. */
export async function readManifestFiles(path: string): Promise<string[]> {
  return (await readRows(path, EXPECTED)).map(({ file }) => file);
}
