import { notAManifest, readRows } from '../manifest.ts';

/** One track to evaluate on. */
interface LabelledTrack {
  /** Absolute path. */
  file: string;
  /** Tracks of one label are meant to be alike. */
  label: string;
}

/** What a manifest asks for. */
export interface Manifest {
  tracks: LabelledTrack[];
  /** Rows left out because they have no label. */
  unlabelled: number;
}

const EXPECTED = '{"file", "label"}';

/**
 * Reads a JSON array of rows `{file, label}`; files are relative to the manifest, other keys are ignored.
 *
 * @throws {UsageError} when the file is missing, is not such an array, or holds no labelled row.
 */
export async function readManifest(path: string): Promise<Manifest> {
  const rows = await readRows(path, EXPECTED);
  const tracks = rows.flatMap(({ file, label }) =>
    typeof label === 'string' && label !== '' ? [{ file, label }] : [],
  );
  if (tracks.length === 0) throw notAManifest(path, 'no row has a label', EXPECTED);
  return { tracks, unlabelled: rows.length - tracks.length };
}

/** The files of a manifest, with or without labels, as absolute paths. Throws {@link UsageError} as `readManifest`. */
export async function readManifestFiles(path: string): Promise<string[]> {
  return (await readRows(path, EXPECTED)).map(({ file }) => file);
}
