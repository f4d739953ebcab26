import { homeFolder } from '@rbassist/core';
import { quoteWord, UsageError } from './usage-error.ts';

/** Matches a Windows path with a quotation mark, but not a title such as `12" mixes`. */
const JOINED = /^(?:[a-z]:|[^"]*\\)[^"]*"/i;
const HOME = { windows: /^~(?=[\\/]|$)/, posix: /^~(?=\/|$)/ };

/**
 * Replaces a leading `~` with the home folder; most shells do not in `--data-dir=~/x`.
 *
 * @throws {UsageError} on Windows for a quotation mark: in `"D:\My Music\" --json`, the shell reads `\"` as one and
 *   joins the words.
 */
export function readPath(path: string, isWindows = process.platform === 'win32'): string {
  if (isWindows && JOINED.test(path)) {
    const folder = path.slice(0, path.indexOf('"'));
    throw new UsageError(`${quoteWord(path)} has a quotation mark in it. Write "${folder}" without "\\" at its end.`);
  }
  const home = HOME[isWindows ? 'windows' : 'posix'].test(path) ? homeFolder() : undefined;
  return home === undefined ? path : home + path.slice(1);
}
