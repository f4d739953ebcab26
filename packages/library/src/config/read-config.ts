import { lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  checkOptions,
  DataFolderError,
  dataFolderError,
  notify,
  type OptionRule,
  optionRules,
  RbassistError,
  systemErrorCode,
} from '@rbassist/core';
import { type DataFolderOptions, resolveDataFolder } from '../files/data-folder.ts';
import { userConfigFolder } from '../files/user-folders.ts';
import type { LibraryWarning } from '../library-context.ts';
import { readConfigFile } from './read-config-file.ts';
import { CONFIG_NAME, SETTING_RULES, type Settings } from './settings.ts';

/** Options of {@link readConfig}. */
export interface ReadConfigOptions extends DataFolderOptions {
  /** Called with problems that are not errors, such as an unknown setting. */
  onWarning?: (warning: LibraryWarning) => void;
  /** Skips a file that can't be used; `files` has its error. @default false */
  skipInvalid?: boolean;
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
  /** Configuration files, highest priority first. One that was skipped has an error. */
  files: readonly { path: string; exists: boolean; error?: RbassistError }[];
}

const RULES = {
  dataDir: optionRules.text,
  env: optionRules.options,
  cwd: optionRules.text,
  onWarning: optionRules.callback,
  skipInvalid: optionRules.flag,
} satisfies Record<keyof ReadConfigOptions, OptionRule>;

/** Codes of a file that is not there. */
const ABSENT: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

interface ReadFile {
  path: string;
  settings: Settings | undefined;
  error?: RbassistError;
}

/**
 * Reads the configuration files: `rbassist.config.json` in the data folder and in the user's settings folder. The data
 * folder's values win. Both files are optional.
 *
 * @throws {FileFormatError} if a file is not JSON, or a value is wrong.
 * @throws {DataFolderError} if a file can't be read. `skipInvalid` prevents both errors.
 * @throws {OptionError} for an unknown or invalid option.
 */
export async function readConfig(options: ReadConfigOptions = {}): Promise<Config> {
  checkOptions(options, RULES);
  const { onWarning, dataDir, env = process.env, cwd, skipInvalid = false } = options;
  const warn = (warning: LibraryWarning) => notify(onWarning, warning);
  const read = async (path: string): Promise<ReadFile> => {
    try {
      const settings = await readConfigFile(path, warn);
      if (settings === undefined && skipInvalid) await requireSearchable(path);
      return { path, settings };
    } catch (error) {
      if (!skipInvalid || !RbassistError.isInstance(error)) throw error;
      return { path, settings: undefined, error };
    }
  };
  const userFolder = userConfigFolder(env);
  const own = userFolder === undefined ? undefined : await read(join(userFolder, CONFIG_NAME));
  const ownDir = env.RBASSIST_DATA ? undefined : own?.settings?.dataDir;
  const root = rootOf({ dataDir: dataDir || ownDir, env, cwd });
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
    files: files.map(({ path: file, settings, error }) => ({
      path: file,
      exists: settings !== undefined || error !== undefined,
      ...(error && { error }),
    })),
  };
}

/** Throws {@link DataFolderError} if the folder of a file can't be searched; a command that needs it says so later. */
async function requireSearchable(path: string): Promise<void> {
  try {
    await lstat(path);
  } catch (error) {
    if (!ABSENT.has(systemErrorCode(error) ?? '')) throw dataFolderError(dirname(path), 'read', error);
  }
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
