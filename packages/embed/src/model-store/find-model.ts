import { checkOptions, optionRules } from '@rbassist/core';
import { weightsPath } from '../checkpoint/open-checkpoint.ts';
import { KNOWN_MODELS } from './known-models.ts';
import { checkModelId, checkRevision } from './model-id.ts';
import { isUsable, localCommit, snapshotCommits, snapshotFolder } from './snapshot.ts';
import { modelFolder, STORE_RULES, type StoreOptions } from './store-settings.ts';
import { weightsDigits } from './weights-digits.ts';

/** Revision of a model. */
export interface RevisionOptions extends StoreOptions {
  /** Branch, tag or commit. @default the revision built into rbassist, else `main`, else the newest in the cache */
  revision?: string;
}

/** Options of {@link findModel}. */
export interface FindModelOptions extends RevisionOptions {
  /** Digits of the weights in an embedding space, to find only a revision with these weights. */
  weights?: string;
}

export const REVISION_RULES = { ...STORE_RULES, revision: optionRules.text } as const;

const RULES = { ...REVISION_RULES, weights: optionRules.text } as const;

/**
 * Returns the folder of a model in the cache, with `config.json` and weights. Any program may have downloaded it. Never
 * sends a request to the hub.
 *
 * @returns undefined if the model or one of its files is not in the cache.
 * @throws {OptionError} for an invalid id or revision, or an unknown option.
 * @throws {ModelCacheError} if the cache can't be read.
 */
export async function findModel(id: string, options: FindModelOptions = {}): Promise<string | undefined> {
  checkOptions(options, RULES);
  const commit = await findCommit(id, options);
  return commit === undefined ? undefined : snapshotFolder(modelFolder(id, options), commit);
}

export async function findCommit(
  id: string,
  { revision, weights, ...options }: FindModelOptions,
): Promise<string | undefined> {
  checkModelId(id);
  if (revision !== undefined) checkRevision(revision);
  const folder = modelFolder(id, options);
  const candidates =
    revision === undefined
      ? [KNOWN_MODELS.get(id)?.revision, await localCommit(folder, 'main'), ...(await snapshotCommits(folder))]
      : [await localCommit(folder, revision)];
  for (const commit of candidates) {
    if (commit === undefined || !(await isUsable(folder, commit))) continue;
    if (weights === undefined || (await digitsOf(snapshotFolder(folder, commit))) === weights) return commit;
  }
  return undefined;
}

async function digitsOf(snapshot: string): Promise<string> {
  return weightsDigits(await weightsPath(snapshot));
}
