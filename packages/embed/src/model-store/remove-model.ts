import { rm, stat } from 'node:fs/promises';
import { systemErrorCode } from '@rbassist/core';
import { checkModelId } from './model-id.ts';
import { withModelLock } from './model-lock.ts';
import { cacheError } from './store-errors.ts';
import { modelFolder, type StoreOptions } from './store-settings.ts';

/**
 * Removes a model with all its revisions, unfinished downloads and the acceptance of its licence from the cache, for every program that shares it.
 *
 * @returns whether there was anything to remove.
 * @throws {ModelBusyError} while it is being downloaded; {@link ModelCacheError} when it cannot be removed.
 */
export async function removeModel(id: string, options: StoreOptions = {}): Promise<boolean> {
  checkModelId(id);
  const folder = modelFolder(id, options);
  try {
    await stat(folder);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return false;
    throw cacheError(folder, 'read', error);
  }
  await withModelLock(id, folder, () =>
    rm(folder, { recursive: true }).catch((error) => {
      throw cacheError(folder, 'removed', error);
    }),
  );
  return true;
}
