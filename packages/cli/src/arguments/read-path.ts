import { homeFolder } from '@rbassist/core';
import { quoteWord, UsageError } from './usage-error.ts';

/** Matches a Windows path with a quotation mark, but not a title such as `12" mixes`. */
const JOINED = /^(?:[a-z]:|[^"]*\\)[^"]*"/i;
const HOME = { windows: /^~(?=[\\/]|$)/, posix: /^~(?=\/|$)/ };

/**
 * Replaces a leading `~` with the home folder; most shells do not in `--data-dir=~/x`.
 *
 * @throws {UsageError} if there is no home folder for a `~`, and on Windows for a quotation mark: its shell takes the
 *   `\"` of `"D:\My Music\" --json` as one, and joins the path with the words that follow.
 */
export function readPath(path: string, isWindows = process.platform === 'win32'): string {
  if (isWindows && JOINED.test(path)) {
    const folder = path.slice(0, path.indexOf('"'));
    throw new UsageError(`${quoteWord(path)} has a quotation mark in it. Write "${folder}" without "\\" at its end.`);
  }
  if (!HOME[isWindows ? 'windows' : 'posix'].test(path)) return path;
  const home = homeFolder();
  if (home === undefined) {
    throw new UsageError(`${quoteWord(path)} begins with "~", but HOME does not name your home folder.`);
  }
  return home + path.slice(1);
}
