import { dirname } from 'node:path';
import { dataFolderError, linkTarget, notify, OptionError, removeAbandonedFiles } from '@rbassist/core';
import { keepCopy } from '../backup/keep-copy.ts';
import { Journal, journalPath } from '../journal/journal.ts';
import { takeWriteLock } from '../lock/write-lock.ts';
import { saveOffsets } from '../snapshot/offset-cache.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { type DiskState, waitForDiskState } from './disk-state.ts';
import { MetaReader, rereadDisk } from './meta-reader.ts';
import { MetaStore, type MetaStoreOptions } from './meta-store.ts';
import { damageWarning, journalWarnings, type MetaWarning } from './meta-warning.ts';
import { MetaWriter } from './meta-writer.ts';
import { TrackTable } from './track-table.ts';

/**
 * Opens the records of a library, by default for writing. Only one process can write at a time. If the file does not
 * exist, the store is empty, and closing or compacting it creates the file. If the file is damaged, the store keeps
 * every readable record, copies the file to `meta.json.corrupt-<YYYYMMDD-HHMMSS>` and warns. Replays changes that a
 * crash left in the journal.
 *
 * If the file is a symbolic link, the store reads and replaces its target, and puts the lock, journal and backups next
 * to the target. Two data folders that share one meta.json are then one library with one writer.
 *
 * @param path Path of meta.json.
 * @throws {LibraryBusyError} if the library is already open for writing, here or in another process.
 * @throws {DataFolderError} if the file can't be read, or its folder can't be written to.
 */
export async function openMetaStore(path: string, options: MetaStoreOptions = {}): Promise<MetaStore> {
  if (typeof path !== 'string' || path === '') throw new OptionError('path must be the path of a meta.json.');
  return openStore(await targetOf(path), warnOfOddValuesOnce(options), undefined);
}

interface StoreOptions extends MetaStoreOptions {
  onOddValue: (warning: MetaWarning) => void;
}

/** Warns only of the first odd value, because a library may have thousands. */
function warnOfOddValuesOnce(options: MetaStoreOptions): StoreOptions {
  let hasWarned = false;
  const onOddValue = (warning: MetaWarning) => {
    if (!hasWarned) notify(options.onWarning, warning);
    hasWarned = true;
  };
  return { ...options, onOddValue };
}

async function targetOf(path: string): Promise<string> {
  return linkTarget(path).catch((error) => {
    throw dataFolderError(path, 'read', error);
  });
}

/** @param known Earlier snapshot, used again if the file has not changed. */
async function openStore(path: string, options: StoreOptions, known: Snapshot | undefined): Promise<MetaStore> {
  const { readOnly = false, onWarning, onOddValue } = options;
  const lock = readOnly ? undefined : await takeWriteLock(path);
  try {
    if (lock) await removeAbandonedFiles(dirname(path));
    const disk = await waitForDiskState(path, known);
    if (disk.snapshot !== known) await saveOffsets(disk.snapshot);
    const warnings = await warningsOf(path, disk, lock !== undefined);
    for (const warning of warnings) notify(onWarning, warning);
    const journal = new Journal(journalPath(path), disk.journal);
    const table = new TrackTable(disk.snapshot, disk.journal.changes, journal);
    const writer = lock && new MetaWriter({ path, table, journal, lock, onWarning });
    const followFile = () => (writer && !writer.isClosed ? writer.followFile() : rereadDisk(path, table, onWarning));
    const reader = new MetaReader(path, table, { followFile, onOddValue });
    await writer?.repair(disk);
    const reopen = (changed: MetaStoreOptions) =>
      openStore(path, { readOnly, onWarning, onOddValue, ...changed }, table.snapshot);
    return new MetaStore({ path, warnings, reader, writer, reopen });
  } catch (error) {
    await lock?.release();
    throw error;
  }
}

/** Builds the warnings about the files. Copies damaged files first if the store may write. */
async function warningsOf(path: string, { snapshot, journal }: DiskState, mayWrite: boolean): Promise<MetaWarning[]> {
  const warnings: MetaWarning[] = [];
  const copy = async (file: string) => {
    if (!mayWrite) return undefined;
    return keepCopy(file).catch((error) => {
      throw dataFolderError(file, 'written', error);
    });
  };
  if (snapshot.damage) warnings.push(damageWarning(snapshot, await copy(path)));
  const unread = journal.damaged > 0 || journal.foreign > 0;
  warnings.push(...journalWarnings(journalPath(path), journal, unread ? await copy(journalPath(path)) : undefined));
  return warnings;
}
