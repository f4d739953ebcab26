import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import {
  type DatabaseWriter,
  deriveTestKeys,
  encryptDatabase,
  encryptWal,
  makeMasterDb,
} from '@rbassist/testing/rekordbox';
import type { DjEntry, DjPlaylist, DjTrack } from '../model/dj-track.ts';
import { type MasterDbOptions, readMasterDb } from './read-master-db.ts';

/** Key of the databases of the tests. */
export const KEY = 'the key of a test';
/** Keys derived once, which takes a while. */
export const KEYS = deriveTestKeys(KEY, Buffer.alloc(16, 7));

/** Writes an encrypted database, with later changes in its write-ahead log, and returns its path. */
export async function encryptedDatabase(
  fill: (writer: DatabaseWriter) => void,
  change?: (writer: DatabaseWriter) => void,
): Promise<string> {
  const path = join(await temporaryFolder('master-db'), 'rekordbox', 'master.db');
  const { main, wal } = makeMasterDb(fill, change);
  await mkdir(dirname(path));
  await writeFile(path, encryptDatabase(main, KEYS));
  if (wal.length > 0) await writeFile(`${path}-wal`, encryptWal(wal, KEYS));
  return path;
}

/** Writes a database without encryption, which is quicker to read. */
export async function plainDatabase(fill: (writer: DatabaseWriter) => void): Promise<string> {
  const path = join(await temporaryFolder('master-db'), 'master.db');
  await writeFile(path, makeMasterDb(fill).main);
  return path;
}

/** Adds a track with a path, and other columns. */
export function addTrack({ insert }: DatabaseWriter, id: string, columns: Record<string, string | number | null> = {}) {
  insert('djmdContent', { ID: id, FolderPath: `/Users/dj/Music/${id}.mp3`, Title: `Title ${id}`, ...columns });
}

/** Entries of a collection by type. */
export interface Collected {
  source: Extract<DjEntry, { type: 'source' }>;
  tracks: DjTrack[];
  playlists: DjPlaylist[];
  warnings: string[];
}

/** Reads a whole database. */
export async function collect(path: string, options: MasterDbOptions = {}): Promise<Collected> {
  const entries: DjEntry[] = [];
  for await (const entry of readMasterDb(path, options)) entries.push(entry);
  return {
    source: entries[0],
    tracks: entries.flatMap((entry) => (entry.type === 'track' ? [entry.track] : [])),
    playlists: entries.flatMap((entry) => (entry.type === 'playlist' ? [entry.playlist] : [])),
    warnings: entries.flatMap((entry) => (entry.type === 'warning' ? [entry.message] : [])),
  } as Collected;
}

/** Describes a folder: names, bytes and times of change. Two equal texts mean that nothing was written. */
export async function describeFolder(folder: string): Promise<string> {
  const lines = [];
  for (const name of (await readdir(folder, { recursive: true })).sort()) {
    const path = join(folder, name);
    const { mtimeNs, ctimeNs, size } = await stat(path, { bigint: true });
    const bytes = (await stat(path)).isFile() ? (await readFile(path)).toString('base64') : 'folder';
    lines.push(`${name} ${size} ${mtimeNs} ${ctimeNs} ${bytes}`);
  }
  const { mtimeNs } = await stat(folder, { bigint: true });
  return [`${mtimeNs}`, ...lines].join('\n');
}
