import { KNOWN_MODELS } from './known-models.ts';
import { checkModelId, checkRevision } from './model-id.ts';
import { isUsable, localCommit, snapshotCommits, snapshotFolder } from './snapshot.ts';
import { modelFolder, type StoreOptions } from './store-settings.ts';

/** Which of a model's revisions is meant. */
export interface RevisionOptions extends StoreOptions {
  /** A branch, a tag or a commit; when it is left out, the one that rbassist knows, else `main`, else the newest that is there. */
  revision?: string;
}

/**
 * The folder that holds a model, `config.json` and weights, wherever the cache has it; whichever program downloaded it. The hub is not asked.
 *
 * @returns undefined when the cache does not hold it whole.
 * @throws {OptionError} when the id or the revision cannot be meant; {@link ModelCacheError} when the cache cannot be read.
 */
export async function findModel(id: string, options: RevisionOptions = {}): Promise<string | undefined> {
  const commit = await findCommit(id, options);
  return commit === undefined ? undefined : snapshotFolder(modelFolder(id, options), commit);
}

/** The commit that {@link findModel} finds. */
export async function findCommit(id: string, { revision, ...options }: RevisionOptions): Promise<string | undefined> {
  checkModelId(id);
  if (revision !== undefined) checkRevision(revision);
  const folder = modelFolder(id, options);
  const candidates =
    revision === undefined
      ? [KNOWN_MODELS.get(id)?.revision, await localCommit(folder, 'main'), ...(await snapshotCommits(folder))]
      : [await localCommit(folder, revision)];
  for (const commit of candidates) if (commit !== undefined && (await isUsable(folder, commit))) return commit;
  return undefined;
}
