import { OptionError } from '@rbassist/core';

const PART = /^[A-Za-z0-9_](?:[\w.-]*[A-Za-z0-9_])?$/;
const REVISION = /^[\w.-]+(?:\/[\w.-]+)*$/;
const COMMIT = /^[0-9a-f]{40}$/;

/**
 * Checks a model's id, `organisation/name`; it becomes part of paths and addresses.
 *
 * @throws {OptionError} when it is anything else.
 */
export function checkModelId(id: string): void {
  const parts = id.split('/');
  const fine = parts.length === 2 && parts.every((part) => PART.test(part) && !/--|\.\./.test(part));
  if (!fine) throw new OptionError(`"${id}" is no model id; write organisation/name, e.g. m-a-p/MERT-v1-95M.`);
}

/**
 * Checks the name of a revision: a branch, a tag, `refs/pr/8` or a commit.
 *
 * @throws {OptionError} when it is anything else.
 */
export function checkRevision(revision: string): void {
  if (REVISION.test(revision) && !revision.split('/').some((part) => /^\.+$/.test(part))) return;
  throw new OptionError(`"${revision}" is no revision; write a branch, a tag or the 40 hex digits of a commit.`);
}

/** Whether a revision is a full commit hash, which never comes to mean anything else. */
export function isCommit(revision: string): boolean {
  return COMMIT.test(revision);
}
