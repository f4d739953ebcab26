import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

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

/** The program was called in a way, or with a manifest, that it cannot use; the message says what is expected. */
export class UsageError extends Error {}

/**
 * Reads a JSON array of rows `{file, label}`; files are relative to the manifest, other keys are ignored.
 *
 * @throws {UsageError} when the file is missing, is not such an array, or holds no labelled row.
 */
export async function readManifest(path: string): Promise<Manifest> {
  const rows = await readRows(path);
  const tracks = rows.flatMap(({ file, label }) => (label === undefined ? [] : [{ file, label }]));
  if (tracks.length === 0) throw notAManifest(path, 'no row has a label');
  return { tracks, unlabelled: rows.length - tracks.length };
}

/** The files of a manifest, with or without labels, as absolute paths. Throws {@link UsageError} as `readManifest`. */
export async function readManifestFiles(path: string): Promise<string[]> {
  return (await readRows(path)).map(({ file }) => file);
}

async function readRows(path: string): Promise<{ file: string; label?: string }[]> {
  const rows = await parseJson(path);
  if (!Array.isArray(rows)) throw notAManifest(path, 'it is not an array');
  return rows.map((row: unknown, i) => {
    const { file, label }: Record<string, unknown> = typeof row === 'object' && row !== null ? { ...row } : {};
    if (typeof file !== 'string' || file === '') throw notAManifest(path, `row ${i + 1} names no file`);
    return { file: resolve(dirname(path), file), label: typeof label === 'string' && label !== '' ? label : undefined };
  });
}

async function parseJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw notAManifest(path, error instanceof Error ? error.message : String(error));
  }
}

function notAManifest(path: string, reason: string): UsageError {
  return new UsageError(`${path} is not a manifest: ${reason}. Expected a JSON array of {"file", "label"}.`);
}
