import { OptionError, optionRules, requireRule } from '@rbassist/core';

const PREFIX = 'models--';
const PART = /^[A-Za-z0-9_](?:[\w.-]*[A-Za-z0-9_])?$/;
const REVISION = /^[\w.-]+(?:\/[\w.-]+)*$/;
const COMMIT = /^[0-9a-f]{40}$/;

/** Returns the name of a model's folder in the cache: `models--organisation--name`. */
export function modelFolderName(id: string): string {
  return `${PREFIX}${id.replace('/', '--')}`;
}

/** Returns the id of the model of a folder in the cache, or undefined for other folders. */
export function idOfFolderName(name: string): string | undefined {
  return name.startsWith(PREFIX) ? name.slice(PREFIX.length).replace('--', '/') : undefined;
}

/** Returns the id of the model that a file in the cache belongs to, or undefined for other files. */
export function modelIdOf(path: string): string | undefined {
  const [, name] = /[\\/](models--[^\\/]+--[^\\/]+)[\\/]snapshots[\\/]/.exec(path) ?? [];
  return name === undefined ? undefined : idOfFolderName(name);
}

/**
 * Checks a model id, `organisation/name`, which becomes part of paths and URLs.
 *
 * @throws {OptionError} for anything else.
 */
export function checkModelId(id: string): void {
  requireRule('id', id, optionRules.text);
  const parts = id.split('/');
  const fine = parts.length === 2 && parts.every((part) => PART.test(part) && !/--|\.\./.test(part));
  if (!fine)
    throw new OptionError(`"${id}" is not a model id. Write organisation/name, for example m-a-p/MERT-v1-95M.`);
}

/**
 * Checks the name of a revision: a branch, a tag, `refs/pr/8` or a commit.
 *
 * @throws {OptionError} for anything else.
 */
export function checkRevision(revision: string): void {
  if (REVISION.test(revision) && !revision.split('/').some((part) => /^\.+$/.test(part))) return;
  throw new OptionError(`"${revision}" is not a revision. Write a branch, a tag or the 40 hex digits of a commit.`);
}

/** Checks for a full commit hash, which never changes its meaning. */
export function isCommit(revision: string): boolean {
  return COMMIT.test(revision);
}
