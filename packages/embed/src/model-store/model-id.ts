import { OptionError, optionRules, requireRule } from '@rbassist/core';

const PREFIX = 'models--';
const PART = /^[A-Za-z0-9_](?:[\w.-]*[A-Za-z0-9_])?$/;
const REVISION = /^[\w.-]+(?:\/[\w.-]+)*$/;
const COMMIT = /^[0-9a-f]{40}$/;

/** Returns the name of a model's folder in the cache: `models--organisation--name`. */
export function modelFolderName(id: string): string {
  return `${PREFIX}${id.replace('/', '--')}`;
}

export function idOfFolderName(name: string): string | undefined {
  return name.startsWith(PREFIX) ? name.slice(PREFIX.length).replace('--', '/') : undefined;
}

/** Returns the id of the model that a file in the cache belongs to, or undefined for other files. */
export function modelIdOf(path: string): string | undefined {
  const [, name] = /[\\/](models--[^\\/]+--[^\\/]+)[\\/]snapshots[\\/]/.exec(path) ?? [];
  return name === undefined ? undefined : idOfFolderName(name);
}

/** Throws {@link OptionError} if a model id is not `organisation/name`, because it becomes part of paths and URLs. */
export function checkModelId(id: string): void {
  requireRule('id', id, optionRules.text);
  const parts = id.split('/');
  const fine = parts.length === 2 && parts.every((part) => PART.test(part) && !/--|\.\./.test(part));
  if (!fine)
    throw new OptionError(`"${id}" is not a model id. Write organisation/name, for example m-a-p/MERT-v1-95M.`);
}

/** Throws {@link OptionError} for a revision that is no branch, tag, `refs/pr/8` or commit. */
export function checkRevision(revision: string): void {
  if (REVISION.test(revision) && !revision.split('/').some((part) => /^\.+$/.test(part))) return;
  throw new OptionError(`"${revision}" is not a revision. Write a branch, a tag or the 40 hex digits of a commit.`);
}

/** Checks for a full commit hash, which never changes its meaning. */
export function isCommit(revision: string): boolean {
  return COMMIT.test(revision);
}
