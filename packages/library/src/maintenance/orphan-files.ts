import { dirname, join } from 'node:path';
import { abandonedFiles, listFolder, readRegularFile } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import type { DataFolder } from '../files/data-folder.ts';
import { vectorFiles } from '../vectors/vector-files.ts';
import { VectorNames } from '../vectors/vector-names.ts';

/** Files of the data folder that nothing needs. Absolute paths, sorted by name. */
export interface OrphanFiles {
  /** Vectors that no record names. */
  orphans: string[];
  /** Temporary files of a killed process. */
  abandoned: string[];
  /** Number of vectors, named or not. */
  vectors: number;
}

/** Largest share of the vectors that may be orphans: with more, the records that name them are likely missing. */
const MAX_SHARE = 1 / 2;
/** A copy that rbassist made of a damaged meta.json or journal. */
const DAMAGED_COPY = /^meta\.(?:json|journal\.ndjson)\.corrupt-/;
/** Bytes of the largest damaged copy that is read. */
const LARGEST_COPY_BYTES = 2 ** 31 - 1;

/** @param named Names in every record, and see {@link addNamesOfCopies}. */
export async function findOrphanFiles(folder: DataFolder, named: VectorNames): Promise<OrphanFiles> {
  const vectors = await vectorFiles(folder);
  const abandoned: string[] = [];
  for (const part of [folder.root, folder.embeddings, folder.index]) abandoned.push(...(await abandonedFiles(part)));
  const orphans = vectors.filter((name) => !named.has(name)).map((name) => join(folder.embeddings, name));
  return { orphans, abandoned: abandoned.sort(), vectors: vectors.length };
}

/** Returns the names of vectors in every record as it is stored, and in every copy of damaged records. */
export async function storedVectorNames(meta: MetaStore): Promise<VectorNames> {
  const names = new VectorNames();
  for (const [, record] of meta.storedTracks()) names.addFrom(record);
  await addNamesOfCopies(meta, names);
  return names;
}

/** Adds the names in copies of damaged records, which a person may still restore. */
export async function addNamesOfCopies(meta: MetaStore, names: VectorNames): Promise<void> {
  const folder = dirname(meta.path);
  for (const name of await listFolder(folder).catch(() => [])) {
    if (!DAMAGED_COPY.test(name)) continue;
    const text = await readRegularFile(join(folder, name), LARGEST_COPY_BYTES).catch(() => undefined);
    if (text) names.addFromText(text);
  }
}

/** Reason why orphans stay. */
export type OrphanRefusal =
  /** Records that may name them are missing or damaged. */
  | 'records'
  /** They are more than half of the vectors. */
  | 'half';

/** Tells why orphans must stay, if they must. */
export function refuseOrphans({ orphans, vectors }: OrphanFiles, meta: MetaStore): OrphanRefusal | undefined {
  if (orphans.length === 0) return undefined;
  if (meta.size === 0 || areRecordsDamaged(meta)) return 'records';
  return orphans.length > vectors * MAX_SHARE ? 'half' : undefined;
}

const DAMAGE: readonly string[] = ['damaged', 'journal-damaged', 'journal-foreign'];

/** Returns true if some records could not be read when the library was opened. */
export function areRecordsDamaged({ warnings }: MetaStore): boolean {
  return warnings.some(({ code }) => DAMAGE.includes(code));
}
