import { dirname } from 'node:path';
import {
  checkOptions,
  dataFolderError,
  FileFormatError,
  makeFolder,
  NotFoundError,
  OptionError,
  optionRules,
  requireRule,
} from '@rbassist/core';
import { configFile } from '../files/config-file.ts';
import type { DataFolder } from '../files/data-folder.ts';
import { YamlTextError } from '../files/yaml-text.ts';
import type { LibraryContext } from '../library-context.ts';
import { nameKey } from '../sets/set-names.ts';
import { readText, writeTagFile } from '../tags/tag-files.ts';
import { checkRules } from './list-by-rules.ts';
import { type PlaylistPreset, PRESET_OUTPUT } from './playlist-preset.ts';
import { PresetYaml } from './preset-yaml.ts';

const NAME = 'playlist_presets.yml';

interface PresetFile {
  path: string;
  yaml: PresetYaml;
}

/** Lists the presets, by name. Throws {@link FileFormatError} for a damaged file. */
export async function playlistPresets({ folder }: Pick<LibraryContext, 'folder'>): Promise<PlaylistPreset[]> {
  const { yaml } = await readFile(folder);
  return yaml.presets.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Returns the preset of a name, in any spelling. See `Library.playlistPreset`. */
export async function playlistPreset(
  { folder }: Pick<LibraryContext, 'folder'>,
  name: string,
): Promise<PlaylistPreset> {
  requireRule('preset', name, optionRules.text);
  const { path, yaml } = await readFile(folder);
  const preset = found(yaml, name, path);
  try {
    checkRules(preset.rules);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    throw damaged(path, `${path}: the preset "${preset.name}" is wrong: ${error.message}`, error);
  }
  return preset;
}

const RULES = { name: optionRules.text, output: optionRules.text, rules: optionRules.options };

/** Saves a preset, and replaces the one of its name. See `Library.savePlaylistPreset`. */
export async function savePlaylistPreset(
  context: LibraryContext,
  preset: Omit<PlaylistPreset, 'output'> & { output?: string },
): Promise<PlaylistPreset> {
  checkOptions(preset, RULES, 'preset.');
  requireRule('preset.name', preset.name, optionRules.text);
  const name = preset.name.toWellFormed().trim();
  if (name === '') throw new OptionError('The name of the preset is blank.', { option: 'name' });
  checkRules(preset.rules);
  const saved = { name, output: preset.output ?? PRESET_OUTPUT, rules: preset.rules };
  await change(context, (yaml) => yaml.withPreset(saved));
  return saved;
}

/** Removes a preset. Throws {@link NotFoundError} with all names if there is none of this name. */
export async function deletePlaylistPreset(context: LibraryContext, name: string): Promise<void> {
  requireRule('preset', name, optionRules.text);
  await change(context, (yaml, path) => yaml.without(found(yaml, name, path).name));
}

function change(context: LibraryContext, edit: (yaml: PresetYaml, path: string) => string): Promise<void> {
  return context.records.change(async () => {
    const { path, yaml } = await readFile(context.folder);
    const text = withPlace(path, () => edit(yaml, path));
    await makeFolder(dirname(path)).catch((error) => {
      throw dataFolderError(dirname(path), 'written', error);
    });
    await writeTagFile(path, text);
  });
}

function found({ presets }: PresetYaml, name: string, path: string): PlaylistPreset {
  const preset =
    presets.find((each) => each.name === name) ?? presets.find((each) => nameKey(each.name) === nameKey(name));
  if (preset) return preset;
  const names = presets.map((each) => each.name);
  throw new NotFoundError(`There is no preset "${name}" in ${path}.`, names);
}

async function readFile(folder: DataFolder): Promise<PresetFile> {
  const path = await configFile(folder, NAME);
  const text = (await readText(path)) ?? '';
  return { path, yaml: withPlace(path, () => new PresetYaml(text)) };
}

/** Names the file and line of a problem. */
function withPlace<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof YamlTextError)) throw error;
    const place = error.line === undefined ? '' : `, line ${error.line}`;
    throw damaged(path, `${path}${place}: ${error.message.replace(/[:.]$/, '')}.`, error);
  }
}

function damaged(path: string, message: string, cause: unknown): FileFormatError {
  return new FileFormatError(path, message, { cause, remedies: [{ action: 'edit-file', path }] });
}
