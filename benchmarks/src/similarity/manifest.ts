import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** One track to evaluate on. */
export interface LabelledTrack {
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

/** The manifest cannot be used; the message says why and what is expected. */
export class ManifestError extends Error {}

/**
 * Reads a JSON array of rows `{file, label}`; files are relative to the manifest, other keys are ignored.
 *
 * @throws {ManifestError} when the file is missing, is not such an array, or holds no labelled row.
 */
export async function readManifest(path: string): Promise<Manifest> {
  const fail = (reason: string) =>
    new ManifestError(`${path} is not a manifest: ${reason}. Expected a JSON array of {"file", "label"}.`);
  let rows: unknown;
  try {
    rows = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw fail(error instanceof Error ? error.message : String(error));
  }
  if (!Array.isArray(rows)) throw fail('it is not an array');
  const tracks: LabelledTrack[] = [];
  let unlabelled = 0;
  for (const [i, row] of rows.entries()) {
    const { file, label } = typeof row === 'object' && row !== null ? row : {};
    if (typeof file !== 'string' || file === '') throw fail(`row ${i + 1} names no file`);
    if (typeof label === 'string' && label !== '') tracks.push({ file: resolve(dirname(path), file), label });
    else unlabelled++;
  }
  if (tracks.length === 0) throw fail('no row has a label');
  return { tracks, unlabelled };
}
