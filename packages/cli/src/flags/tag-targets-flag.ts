import { OptionError } from '@rbassist/core';
import { TAG_TARGETS, type TagTarget } from '@rbassist/library';
import { quoteWord } from '../arguments/usage-error.ts';

/**
 * Reads places for tags, with commas or blanks between them.
 *
 * @throws {OptionError} for another place, and for none.
 */
export function tagTargets(text: string): TagTarget[] {
  const words = text.split(/[,\s]+/).filter(Boolean);
  const targets = words.filter((word): word is TagTarget => TAG_TARGETS.includes(word as TagTarget));
  if (targets.length === words.length && targets.length > 0) return [...new Set(targets)];
  throw new OptionError(`--tags-to must be one or more of ${TAG_TARGETS.join(',')}, not ${quoteWord(text)}.`);
}
