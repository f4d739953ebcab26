import { dirname, join } from 'node:path';
import { abandonedFiles, listFolder } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import type { DataFolder } from '../files/data-folder.ts';
import { vectorFiles } from '../vectors/vector-files.ts';
import type { VectorNames } from '../vectors/vector-names.ts';

/** Unneeded files of the data folder. Absolute paths, sorted by name. */
export interface OrphanFiles {
  /** Vectors that no record names. */
  orphans: string[];
  abandoned: string[];
  /** Number of vectors, named or not. */
  vectors: number;
}

/** Maximum share of orphans. If there are more, their records are probably missing. */
const MAX_SHARE = 1 / 2;
/** A copy that rbassist made of a damaged meta.json or journal. */
const DAMAGED_COPY = /^meta\.(?:json|journal\.ndjson)\.corrupt-/;

/** `named` must contain the vector names of every record. */
export async function findOrphanFiles(folder: DataFolder, named: VectorNames): Promise<OrphanFiles> {
  const vectors = await vectorFiles(folder);
  const abandoned: string[] = [];
  for (const part of [folder.root, folder.embeddings, folder.index, folder.waveforms])
    abandoned.push(...(await abandonedFiles(part)));
  const orphans = vectors.filter((name) => !named.has(name)).map((name) => join(folder.embeddings, name));
  return { orphans, abandoned: abandoned.sort(), vectors: vectors.length };
}

export type OrphanRefusal =
  /** Records that may name them are missing or damaged. */
  | 'records'
  /** They are more than half of the vectors. */
  | 'half';

export async function refuseOrphans(
  { orphans, vectors }: OrphanFiles,
  meta: MetaStore,
): Promise<OrphanRefusal | undefined> {
  if (orphans.length === 0) return undefined;
  if (await mayLackRecords(meta)) return 'records';
  return orphans.length > vectors * MAX_SHARE ? 'half' : undefined;
}

const DAMAGE: readonly string[] = ['damaged', 'journal-damaged', 'journal-foreign'];

export function areRecordsDamaged({ warnings }: MetaStore): boolean {
  return warnings.some(({ code }) => DAMAGE.includes(code));
}

/** Returns true if files without a record may belong to records that are missing or damaged. */
export async function mayLackRecords(meta: MetaStore): Promise<boolean> {
  return meta.size === 0 || areRecordsDamaged(meta) || (await hasDamagedCopy(meta));
}

/** The user may still restore damaged records that an earlier run set aside. */
async function hasDamagedCopy({ path }: MetaStore): Promise<boolean> {
  return (await listFolder(dirname(path)).catch(() => [])).some((name) => DAMAGED_COPY.test(name));
}
