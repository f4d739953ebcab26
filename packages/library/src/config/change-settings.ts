import { join } from 'node:path';
import { checkOptions, dataFolderError, makeFolder, type OptionRule, replaceFile } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { readText } from '../tags/tag-files.ts';
import { readConfigFile } from './read-config-file.ts';
import { CONFIG_NAME, SETTING_RULES, type Settings } from './settings.ts';

/** Settings to write into the configuration file of the data folder; null removes one. */
export type SettingChanges = { [Key in 'folders' | 'workers' | 'keyNotation']?: Settings[Key] | null };

const orNull =
  (rule: OptionRule): OptionRule =>
  (value) =>
    value === null ? undefined : rule(value);
const RULES = {
  folders: orNull(SETTING_RULES.folders),
  workers: orNull(SETTING_RULES.workers),
  keyNotation: orNull(SETTING_RULES.keyNotation),
} satisfies Record<keyof SettingChanges, OptionRule>;

const INDENT = 2;

/** See `Library.changeSettings`. */
export async function changeSettings(context: LibraryContext, changes: SettingChanges): Promise<void> {
  checkOptions(changes, RULES);
  const path = join(context.folder.root, CONFIG_NAME);
  await context.records.change(async () => {
    // a file that rbassist can't read is for the user to repair
    await readConfigFile(path, () => {});
    const text = ((await readText(path)) ?? '').replace(/^\ufeff/, '').trim();
    const settings = new Map<string, unknown>(Object.entries(text === '' ? {} : JSON.parse(text)));
    for (const [key, value] of Object.entries(changes)) {
      if (value === null) settings.delete(key);
      else if (value !== undefined) settings.set(key, value);
    }
    try {
      await makeFolder(context.folder.root);
      await replaceFile(path, `${JSON.stringify(Object.fromEntries(settings), null, INDENT)}\n`);
    } catch (error) {
      throw dataFolderError(path, 'written', error);
    }
  });
}
