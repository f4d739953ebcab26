import { rm, stat } from 'node:fs/promises';
import { checkOptions, systemErrorCode } from '@rbassist/core';
import { checkModelId } from './model-id.ts';
import { withModelLock } from './model-lock.ts';
import { cacheError } from './store-errors.ts';
import { modelFolder, STORE_RULES, type StoreOptions } from './store-settings.ts';

/**
 * Removes a model from the cache that all programs share: all revisions, unfinished downloads and the accepted licence.
 *
 * @returns true if the model was in the cache.
 * @throws {OptionError} for an invalid id, or an unknown option.
 * @throws {ModelBusyError} while another process changes the model.
 * @throws {ModelCacheError} if it can't be removed.
 */
export async function removeModel(id: string, options: StoreOptions = {}): Promise<boolean> {
  checkModelId(id);
  checkOptions(options, STORE_RULES);
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
