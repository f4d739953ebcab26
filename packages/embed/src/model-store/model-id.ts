import { OptionError, optionRules, requireRule } from '@rbassist/core';

const PREFIX = 'models--';
const PART = /^[A-Za-z0-9_](?:[\w.-]*[A-Za-z0-9_])?$/;
const REVISION = /^[\w.-]+(?:\/[\w.-]+)*$/;
const COMMIT = /^[0-9a-f]{40}$/;

/** Name of a model's folder in the cache: `models--organisation--name`. */
export function modelFolderName(id: string): string {
  return `${PREFIX}${id.replace('/', '--')}`;
}

/** Id of the model of a folder in the cache; undefined for other folders. */
export function idOfFolderName(name: string): string | undefined {
  return name.startsWith(PREFIX) ? name.slice(PREFIX.length).replace('--', '/') : undefined;
}

/** Id of the model that a file of the cache belongs to; undefined for a file elsewhere. */
export function modelIdOf(path: string): string | undefined {
  const [, name] = /[\\/](models--[^\\/]+--[^\\/]+)[\\/]snapshots[\\/]/.exec(path) ?? [];
  return name === undefined ? undefined : idOfFolderName(name);
}

/**
 * Checks a model's id, `organisation/name`, which becomes part of paths and addresses.
 *
 * @throws {OptionError} for anything else.
 */
export function checkModelId(id: string): void {
  requireRule('id', id, optionRules.text);
  const parts = id.split('/');
  const fine = parts.length === 2 && parts.every((part) => PART.test(part) && !/--|\.\./.test(part));
  if (!fine) throw new OptionError(`"${id}" is not a model id; write organisation/name, e.g. m-a-p/MERT-v1-95M.`);
}

/**
 * Checks the name of a revision: a branch, a tag, `refs/pr/8` or a commit.
 *
 * @throws {OptionError} for anything else.
 */
export function checkRevision(revision: string): void {
  if (REVISION.test(revision) && !revision.split('/').some((part) => /^\.+$/.test(part))) return;
  throw new OptionError(`"${revision}" is not a revision; write a branch, a tag or the 40 hex digits of a commit.`);
}

/** True for a full commit hash, whose meaning never changes. */
export function isCommit(revision: string): boolean {
  return COMMIT.test(revision);
}
