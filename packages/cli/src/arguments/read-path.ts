import { homeFolder } from '@rbassist/core';
import { quoteWord, UsageError } from './usage-error.ts';

/** A path of Windows that has a quotation mark, which none can have; a title such as `12" mixes` is no path. */
const JOINED = /^(?:[a-z]:|[^"]*\\)[^"]*"/i;
const HOME = { windows: /^~(?=[\\/]|$)/, posix: /^~(?=\/|$)/ };

/**
 * Reads a path as the person means it: a leading `~` is the home folder, as in `--data-dir=~/x`, which most shells
 * leave as it is.
 *
 * @throws {UsageError} on Windows for a quotation mark: its shell takes the `\"` of `"D:\My Music\" --json` as one, and
 *   joins the path with the words that follow.
 */
export function readPath(path: string, isWindows = process.platform === 'win32'): string {
  if (isWindows && JOINED.test(path)) {
    const folder = path.slice(0, path.indexOf('"'));
    throw new UsageError(`${quoteWord(path)} has a quotation mark in it. Write "${folder}" without "\\" at its end.`);
  }
  const home = HOME[isWindows ? 'windows' : 'posix'].test(path) ? homeFolder() : undefined;
  return home === undefined ? path : home + path.slice(1);
}
