import { checkOptions, OptionError, type OptionRule, optionRules, withDefaults } from '@rbassist/core';
import { type DjCollection, locateMasterDb, type MasterDbOptions, readMasterDb } from '@rbassist/rekordbox';
import { readUserFile } from '../files/read-user-file.ts';

/** Environment variable with the key of Rekordbox's database. */
export const REKORDBOX_KEY_VARIABLE = 'RBASSIST_REKORDBOX_KEY';
const MAX_KEY_BYTES = 4096;

/** Options of {@link readRekordboxDb}. */
export interface RekordboxDbOptions extends Pick<MasterDbOptions, 'grids' | 'shareFolder' | 'signal'> {
  /** The database, a copy of it, or its folder. @default the database of the Rekordbox on this machine */
  path?: string;
  /** Key of the database. rbassist never stores or prints it. */
  key?: string;
  /** File that contains the key, if you give no `key`. @default the variable `RBASSIST_REKORDBOX_KEY` */
  keyFile?: string;
  /** @default process.env */
  env?: Readonly<Record<string, string | undefined>>;
}

const RULES: Readonly<Record<keyof RekordboxDbOptions, OptionRule>> = {
  path: optionRules.text,
  // readMasterDb checks it without putting it into a message
  key: () => undefined,
  keyFile: optionRules.text,
  grids: optionRules.flag,
  shareFolder: optionRules.text,
  env: optionRules.options,
  signal: optionRules.signal,
};

/**
 * Reads the database of Rekordbox 6 or 7. It writes nothing in Rekordbox's folders.
 *
 * @throws {NotFoundError} if no path is given and Rekordbox is not installed.
 * @throws {OptionError} for an invalid option, or a key file that can't be read.
 * @throws the errors of `readMasterDb`: a wrong key, a busy or damaged database, an old Node.
 */
export async function* readRekordboxDb(options: RekordboxDbOptions = {}): DjCollection {
  checkOptions(options, RULES);
  const { path, key, keyFile, env, ...reading } = withDefaults({ env: process.env }, options) as RekordboxDbOptions;
  const found = key ?? (await keyOf(keyFile, env?.[REKORDBOX_KEY_VARIABLE]));
  yield* readMasterDb(await locateMasterDb(path), { ...reading, ...(found !== undefined && { key: found }) });
}

async function keyOf(keyFile: string | undefined, variable: string | undefined): Promise<string | undefined> {
  if (keyFile === undefined) return variable?.trim() || undefined;
  const text = textOf(await readUserFile(keyFile, 'key file', MAX_KEY_BYTES)).trim();
  if (text === '') throw new OptionError(`The key file ${keyFile} is empty.`, { option: 'keyFile' });
  return text;
}

/** Decodes UTF-8, or the UTF-16 that PowerShell writes. */
function textOf(bytes: Buffer): string {
  return new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8').decode(bytes);
}
