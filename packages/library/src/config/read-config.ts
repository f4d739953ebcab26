import { join } from 'node:path';
import { checkOptions, DataFolderError, notify, type OptionRule, optionRules } from '@rbassist/core';
import { type DataFolderOptions, resolveDataFolder } from '../files/data-folder.ts';
import { userConfigFolder } from '../files/user-folders.ts';
import type { LibraryWarning } from '../library-context.ts';
import { readConfigFile } from './read-config-file.ts';
import { CONFIG_NAME, SETTING_RULES, type Settings } from './settings.ts';

/** Options of {@link readConfig}. */
export interface ReadConfigOptions extends DataFolderOptions {
  /** Called with problems that are not errors, such as an unknown setting. */
  onWarning?: (warning: LibraryWarning) => void;
}

/** Origin of a setting's value. */
export type SettingSource =
  | { from: 'option' }
  | { from: 'environment'; variable: string }
  | { from: 'file'; path: string }
  | { from: 'default' };

/** Result of {@link readConfig}. */
export interface Config {
  /** Values in effect. `dataDir` is absent if the system has no data folder, other keys if no file sets them. */
  settings: Settings;
  /** Origin of each value; of a preset as `presets.NAME`. */
  sources: Readonly<Record<string, SettingSource>>;
  /** Configuration files, highest priority first. */
  files: readonly { path: string; exists: boolean }[];
}

const RULES = {
  dataDir: optionRules.text,
  env: optionRules.options,
  cwd: optionRules.text,
  onWarning: optionRules.callback,
} satisfies Record<keyof ReadConfigOptions, OptionRule>;

interface ReadFile {
  path: string;
  settings: Settings | undefined;
}

/**
 * Reads the configuration files: `rbassist.config.json` in the data folder and in the user's settings folder. The data
 * folder's values win. Both files are optional.
 *
 * @throws {FileFormatError} if a file is not JSON, or a value is invalid.
 * @throws {DataFolderError} if a file can't be read.
 * @throws {OptionError} for an unknown or invalid option.
 */
export async function readConfig(options: ReadConfigOptions = {}): Promise<Config> {
  checkOptions(options, RULES);
  const { onWarning, dataDir, env = process.env, cwd } = options;
  const warn = (warning: LibraryWarning) => notify(onWarning, warning);
  const read = async (path: string): Promise<ReadFile> => ({ path, settings: await readConfigFile(path, warn) });
  const userFolder = userConfigFolder(env);
  const own = userFolder === undefined ? undefined : await read(join(userFolder, CONFIG_NAME));
  const root = rootOf({ dataDir: dataDir || env.RBASSIST_DATA || own?.settings?.dataDir, env, cwd });
  const path = root === undefined ? undefined : join(root, CONFIG_NAME);
  // on macOS, the settings folder is the default data folder
  const shared = path === undefined || path === own?.path ? undefined : await read(path);
  if (shared?.settings?.dataDir !== undefined) {
    warn({
      message: `${shared.path}: dataDir has no effect here, because only the configuration file of your user can set it.`,
    });
    delete shared.settings.dataDir;
  }
  const files = [shared, own].filter((file) => file !== undefined);
  const rootSource: SettingSource = dataDir
    ? { from: 'option' }
    : env.RBASSIST_DATA
      ? { from: 'environment', variable: 'RBASSIST_DATA' }
      : sourceOf('dataDir', files);
  const presets = { ...own?.settings?.presets, ...shared?.settings?.presets };
  return {
    settings: {
      ...own?.settings,
      ...shared?.settings,
      ...(Object.keys(presets).length > 0 && { presets }),
      dataDir: root,
    },
    sources: { ...sourcesOf(files), dataDir: rootSource },
    files: files.map((file) => ({ path: file.path, exists: file.settings !== undefined })),
  };
}

/** Returns undefined if the system has no data folder; only commands that need one fail then. */
function rootOf(options: DataFolderOptions): string | undefined {
  try {
    return resolveDataFolder(options).root;
  } catch (error) {
    if (error instanceof DataFolderError) return undefined;
    throw error;
  }
}

function sourcesOf(files: readonly ReadFile[]): Record<string, SettingSource> {
  const keys = Object.keys(SETTING_RULES) as (keyof Settings)[];
  const single = keys.filter((key) => key !== 'presets').map((key) => [key, sourceOf(key, files)]);
  // the first file comes last, so that its presets win
  const presets = files
    .toReversed()
    .flatMap(({ path, settings }) =>
      Object.keys(settings?.presets ?? {}).map((name) => [`presets.${name}`, { from: 'file', path }]),
    );
  return Object.fromEntries([...single, ...presets]);
}

function sourceOf(key: keyof Settings, files: readonly ReadFile[]): SettingSource {
  const file = files.find(({ settings }) => settings?.[key] !== undefined);
  return file ? { from: 'file', path: file.path } : { from: 'default' };
}
