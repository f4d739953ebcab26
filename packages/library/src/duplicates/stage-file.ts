import { join } from 'node:path';
import { exists, fileSignature, RbassistError, systemErrorCode, TrackError } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import type { TakeName } from './free-names.ts';
import { changesPatch, keeperChanges } from './keeper-changes.ts';
import { copyToFree, moveError, moveFile } from './move-file.ts';
import { stagingError } from './staging-error.ts';
import type { StagingEntry, StagingLogWriter } from './staging-log.ts';
import { isPresent, type PlannedFile } from './staging-plan.ts';

/** After one of these errors no other file can be staged either. */
const FATAL: readonly string[] = ['ENOSPC', 'EDQUOT', 'EROFS'];

export interface StagingTarget {
  dest: string;
  move: boolean;
  mode: StagingEntry['mode'];
  /** Data folder of the library, without links. */
  library: string;
  log: StagingLogWriter;
  take: TakeName;
  warn: (message: string) => void;
}

/**
 * Writes the file to the log before it moves or copies it. Returns its name in the staging folder, or the error if it
 * stayed in its place. Throws {@link DataFolderError} if the staging folder can't be written to.
 */
export async function stageFile(
  meta: MetaStore,
  { file, keeper }: PlannedFile,
  id: number,
  { dest, move, mode, library, log, take, warn }: StagingTarget,
): Promise<string | TrackError> {
  const from = file.path;
  try {
    if (!(await isPresent(file))) {
      const remedies = [{ action: 'retry' as const }];
      return new TrackError('missing', from, `${from} is missing, or changed since rbassist compared it.`, {
        remedies,
      });
    }
    const changes = move ? keeperChanges(meta.get(keeper.path) ?? {}, meta.get(from) ?? {}, mode) : {};
    const entry: StagingEntry = {
      ...{ id, library, action: move ? 'move' : 'copy', from, as: take(from), bytes: file.bytes },
      ...{ signature: await fileSignature(from), keeper: keeper.path, mode },
      ...(Object.keys(changes).length > 0 && { keeperChanges: changes }),
    };
    await log.append(entry);
    try {
      const { warnings } = await (move ? moveFile : copyToFree)(from, join(dest, entry.as));
      for (const message of warnings) warn(message);
    } catch (error) {
      // a full disk may have no room for this line; unstaging then finds the file in its place
      await log.append({ undone: id, library }).catch(() => {});
      throw error;
    }
    if (move) recordMove(meta, entry, dest);
    return entry.as;
  } catch (error) {
    if (FATAL.includes(systemErrorCode(error) ?? '')) throw stagingError(dest, 'written', error);
    if (RbassistError.isInstance(error) && !(error instanceof TrackError)) throw error;
    return moveError(from, error);
  }
}

/** Records moves of an earlier run that was killed before it saved them. */
export async function recordEarlierMoves(
  meta: MetaStore,
  entries: readonly StagingEntry[],
  dest: string,
): Promise<void> {
  for (const entry of entries) if (await wasMoved(entry, dest)) recordMove(meta, entry, dest);
}

/** Keeps a moved track's record under its old path, for when the file comes back. */
function recordMove(
  meta: MetaStore,
  { from, as, keeper, keeperChanges: changes = {} }: StagingEntry,
  dest: string,
): void {
  const record = meta.get(from);
  const to = join(dest, as);
  if (record && record.staged?.to !== to) meta.update(from, { staged: { to, keeper } });
  if (record?.staged === undefined && Object.keys(changes).length > 0) meta.update(keeper, changesPatch(changes));
}

async function wasMoved({ action, from, as }: StagingEntry, dest: string): Promise<boolean> {
  return action === 'move' && (await exists(join(dest, as))) && !(await exists(from));
}
