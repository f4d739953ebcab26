import { checkOptions, optionRules } from '@rbassist/core';
import { weightsPath } from '../checkpoint/open-checkpoint.ts';
import { KNOWN_MODELS } from './known-models.ts';
import { checkModelId, checkRevision } from './model-id.ts';
import { isUsable, localCommit, snapshotCommits, snapshotFolder } from './snapshot.ts';
import { modelFolder, STORE_RULES, type StoreOptions } from './store-settings.ts';
import { weightsDigits } from './weights-digits.ts';

/** The revision of a model. */
export interface RevisionOptions extends StoreOptions {
  /**
   * A branch, a tag or a commit.
   *
   * @default the revision that rbassist knows, else `main`, else the newest in the cache
   */
  revision?: string;
}

/** Options of {@link findModel}. */
export interface FindModelOptions extends RevisionOptions {
  /** Digits that name the weights in an embedding space. Only a revision with these weights is found. */
  weights?: string;
}

/** Rules of {@link RevisionOptions}. */
export const REVISION_RULES = { ...STORE_RULES, revision: optionRules.text } as const;

const RULES = { ...REVISION_RULES, weights: optionRules.text } as const;

/**
 * Finds the folder of a model in the cache, with `config.json` and weights, whichever program downloaded it. It never
 * asks the hub.
 *
 * @returns undefined if the cache lacks the model or one of its files.
 * @throws {OptionError} for an invalid id or revision, or an unknown option.
 * @throws {ModelCacheError} if the cache can't be read.
 */
export async function findModel(id: string, options: FindModelOptions = {}): Promise<string | undefined> {
  checkOptions(options, RULES);
  const commit = await findCommit(id, options);
  return commit === undefined ? undefined : snapshotFolder(modelFolder(id, options), commit);
}

/** Finds the commit of the folder that {@link findModel} gives. */
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
