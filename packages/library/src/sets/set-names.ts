import { createHash } from 'node:crypto';
import { OptionError, optionRules, portableName, requireRule, withEnding } from '@rbassist/core';

/** Ending of the files of sets. */
export const SET_ENDING = '.json';
/** Ending after {@link SET_ENDING} for the version before the last change. */
export const BACKUP_ENDING = '.bak';

/** Names that Windows reserves for devices, also with an extension. */
const RESERVED = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(?: *\.|$)/i;
const HASH_DIGITS = 8;

/**
 * Returns the name of a set without blanks around it, in composed Unicode form.
 *
 * @throws {OptionError} for a blank name.
 */
export function setName(name: unknown): string {
  requireRule('The name of a set', name, optionRules.text);
  const plain = String(name).toWellFormed().normalize('NFC').trim();
  if (plain === '') throw new OptionError('The name of the set is blank.');
  return plain;
}

/**
 * Returns the name of a set's file, which every file system allows. A name that can't be a file name gets a hash, so
 * that two sets never share a file.
 */
export function setFileName(name: string): string {
  const portable = portableName(name)
    .replace(/^[.~]|[. ]+$/g, (found) => '_'.repeat(found.length))
    .replace(RESERVED, '_$&');
  const whole = portable + SET_ENDING;
  if (portable === name && withEnding(portable, SET_ENDING + BACKUP_ENDING) === whole + BACKUP_ENDING) return whole;
  const hash = createHash('sha256').update(nameKey(name)).digest('hex').slice(0, HASH_DIGITS);
  return withEnding(portable, `-${hash}${SET_ENDING}${BACKUP_ENDING}`).slice(0, -BACKUP_ENDING.length);
}

/** Returns a key that is equal for all spellings of a name, whatever their case or Unicode form. */
export function nameKey(name: string): string {
  // lower case may decompose a letter
  return name.normalize('NFC').toLowerCase().normalize('NFC');
}
