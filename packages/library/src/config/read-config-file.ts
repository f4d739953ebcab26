import { lstat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import {
  DataFolderError,
  diskProblem,
  FileFormatError,
  isNative,
  OptionError,
  pathSystem,
  RECOMMEND_DEFAULTS,
  readRegularFile,
  recommendSettings,
  requireRule,
  systemErrorCode,
} from '@rbassist/core';
import { inHome } from '../files/in-home.ts';
import type { LibraryWarning } from '../library-context.ts';
import { type JsonPlaces, jsonPlaces } from './json-places.ts';
import { readDay } from './read-day.ts';
import { PRESET_DEFAULTS, PRESET_RULES, type PresetOptions, SETTING_RULES, type Settings } from './settings.ts';

const LARGEST_BYTES = 1 << 20;
const LINE_END = /\r\n|\n|\r/;
/** A playlist file, or a name with the prefix of one. */
const PLAYLIST_TEXT = /^(playlist:\s*(?=.)|(?=.*\.m3u8?$))(.*)$/is;
const WINDOWS_PATHS = 'In JSON, write a Windows path with "/" or with "\\\\".';

/** Common mistakes: the text at the error or in its line, and the advice. */
const HINTS: readonly { at?: RegExp; inLine?: RegExp; hint: string }[] = [
  { at: /^[}\]]/, hint: 'Remove the comma before it.' },
  { at: /^\/[/*]/, hint: 'JSON has no comments.' },
  { at: /^'/, hint: 'Use double quotes.' },
  { inLine: /\\/, hint: WINDOWS_PATHS },
];

/**
 * Reads a configuration file. Skips unknown keys with a warning, since a later rbassist may know them.
 *
 * @returns undefined if there is no such file.
 * @throws {FileFormatError} if the file is not JSON, or a value is invalid.
 * @throws {DataFolderError} if the file can't be read.
 */
export async function readConfigFile(
  path: string,
  warn: (warning: LibraryWarning) => void,
): Promise<Settings | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readRegularFile(path, LARGEST_BYTES);
  } catch (error) {
    // the command that needs the folder reports that it can't be searched
    const found = await lstat(path).catch(() => undefined);
    if (!found) return undefined;
    if (found.isSymbolicLink() && systemErrorCode(error) === 'ENOENT') {
      const message = `${path} cannot be read: it is a link to a file that does not exist.`;
      throw new DataFolderError(path, message, { cause: error, remedies: [{ action: 'move-away', path }] });
    }
    const { message, ...details } = diskProblem(path, 'read', error);
    throw new DataFolderError(path, message, details);
  }
  return new ConfigFile(path, textOf(path, bytes), warn).settings();
}

function textOf(path: string, bytes: Buffer): string {
  let text: string | undefined;
  try {
    // drops the byte order mark of Windows editors
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {}
  // UTF-16 without a mark is valid UTF-8 with a zero in every other place
  if (text === undefined || text.includes('\0'))
    throw configError(path, `${path} is not text in UTF-8. Save it as UTF-8.`);
  return text;
}

function configError(path: string, message: string, cause?: unknown): FileFormatError {
  return new FileFormatError(path, message, { cause, remedies: [{ action: 'edit-file', path }] });
}

class ConfigFile {
  readonly #path: string;
  readonly #text: string;
  readonly #places: JsonPlaces;
  readonly #warn: (warning: LibraryWarning) => void;

  constructor(path: string, text: string, warn: (warning: LibraryWarning) => void) {
    this.#path = path;
    this.#text = text;
    this.#places = jsonPlaces(text);
    this.#warn = warn;
  }

  settings(): Settings {
    const values: Settings = this.#text.trim() === '' ? {} : this.#known(this.#parse(), SETTING_RULES, []);
    for (const [key, value] of Object.entries(values)) {
      this.#check([], () => requireRule(key, value, SETTING_RULES[key as keyof Settings]));
    }
    const { dataDir, folders, presets, ...rest } = values;
    return {
      ...rest,
      ...(dataDir !== undefined && { dataDir: this.#dataDir(dataDir) }),
      ...(folders && { folders: this.#folders(folders) }),
      ...(presets && { presets: this.#presets(presets) }),
    };
  }

  #parse(): object {
    let value: unknown;
    try {
      value = JSON.parse(this.#text);
    } catch (cause) {
      throw this.#syntaxError(cause);
    }
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
    throw configError(this.#path, `${this.#path} must contain one object: { … }.`);
  }

  #syntaxError(cause: unknown): FileFormatError {
    const { line, column } = this.#places.error ?? { line: 1, column: 1 };
    const inLine = this.#text.split(LINE_END)[line - 1] ?? '';
    const at = inLine.slice(column - 1);
    const found = HINTS.find((each) => each.at?.test(at) || each.inLine?.test(inLine));
    const hint = found ? ` ${found.hint}` : '';
    return configError(this.#path, `${this.#path} is not valid JSON at line ${line}, column ${column}.${hint}`, cause);
  }

  /** Returns the known members, and warns about the others. */
  #known(values: object, known: object, above: readonly string[]): object {
    const entries = Object.entries(values).filter(([key]) => {
      if (Object.hasOwn(known, key)) return true;
      const names = Object.keys(known).join(', ');
      const message = `There is no setting "${[...above, key].join('.')}", so rbassist skipped it. Available settings: ${names}.`;
      const remedy = { action: 'edit-file', path: this.#path, unknown: key, known: Object.keys(known) } as const;
      this.#warn({ message: this.#at([...above, key], message), remedies: [remedy] });
      return false;
    });
    return Object.fromEntries(entries);
  }

  #presets(presets: object): Settings['presets'] {
    const checked = Object.entries(presets).map(([name, options]): [string, PresetOptions] => {
      if (name === '') throw configError(this.#path, this.#at(['presets', ''], 'The name of a preset is empty.'));
      this.#check(['presets'], () => requireRule(name, options, SETTING_RULES.presets));
      return [name, this.#preset(options, ['presets', name])];
    });
    return Object.fromEntries(checked);
  }

  #preset(options: object, above: readonly string[]): PresetOptions {
    const known: PresetOptions = this.#known(options, PRESET_DEFAULTS, above);
    const { weights } = known;
    if (weights && typeof weights === 'object' && !Array.isArray(weights)) {
      known.weights = this.#known(weights, RECOMMEND_DEFAULTS.weights, [...above, 'weights']);
    }
    for (const [key, rule] of Object.entries(PRESET_RULES)) {
      const value = known[key as keyof typeof PRESET_RULES];
      if (value !== undefined) this.#check(above, () => requireRule(key, value, rule));
    }
    const { addedSince, addedUntil, folders, only } = known;
    const preset: PresetOptions = {
      ...known,
      ...(addedSince !== undefined && { addedSince: readDay(addedSince, 'start') ?? addedSince }),
      ...(addedUntil !== undefined && { addedUntil: readDay(addedUntil, 'end') ?? addedUntil }),
      ...(folders && { folders: folders.map((folder) => this.#folder([...above, 'folders'], folder)) }),
      ...(only && { only: only.map((path) => this.#folder([...above, 'only'], path)) }),
    };
    for (const key of ['crates', 'exclude', 'unlike'] as const) {
      if (preset[key]) preset[key] = preset[key].map((text) => this.#named(text));
    }
    const { crates: _, ...rest } = preset;
    this.#check(above, () => recommendSettings(rest));
    return preset;
  }

  /** Resolves a text that is the path of a playlist or begins with "~"; any other is a name. */
  #named(text: string): string {
    const [, prefix = '', given] = PLAYLIST_TEXT.exec(text) ?? [];
    if (given === undefined) return inHome(text);
    const path = inHome(given);
    return prefix + (pathSystem(path) === 'none' ? resolve(dirname(this.#path), path) : path);
  }

  /** Runs a check, and adds the file, the line and the parent keys to its error. */
  #check(above: readonly string[], check: () => void): void {
    try {
      check();
    } catch (error) {
      if (!(error instanceof OptionError)) throw error;
      const keys = [...above, ...(error.option?.split('.') ?? [])];
      throw configError(this.#path, this.#at(keys, [...above, error.message].join('.')), error);
    }
  }

  #folders(given: readonly string[]): string[] {
    const folders = given.map((folder) => this.#folder(['folders'], folder));
    // a drive that two systems share may contain folders of both
    const native = folders.filter((folder) => isNative(folder));
    if (folders.length > 0 && native.length === 0) {
      const message = `The folders are paths of another operating system, so they were skipped: ${folders.join(', ')}.`;
      this.#warn({ message: this.#at(['folders'], message), remedies: [{ action: 'edit-file', path: this.#path }] });
    }
    return native;
  }

  #dataDir(given: string): string {
    const folder = this.#folder(['dataDir'], given);
    if (isNative(folder)) return folder;
    throw configError(this.#path, this.#at(['dataDir'], `dataDir is a path of another operating system: ${given}.`));
  }

  /** Resolves a path against the file's folder, and "~" against the home folder. */
  #folder(keys: readonly string[], given: string): string {
    const key = keys.join('.');
    if (given === '') {
      const message = `${key} has an empty path. Use "." for the folder of this file.`;
      throw configError(this.#path, this.#at(keys, message));
    }
    // "C:\new" has a line break
    if ([...given].some((character) => character < ' ')) {
      const message = `${key} has an invalid path: ${JSON.stringify(given)}. ${WINDOWS_PATHS}`;
      throw configError(this.#path, this.#at(keys, message));
    }
    const folder = inHome(given);
    return pathSystem(folder) === 'none' || isNative(folder) ? resolve(dirname(this.#path), folder) : folder;
  }

  #at(keys: readonly string[], message: string): string {
    const line = this.#places.lineOf(keys);
    return `${this.#path}${line === undefined ? '' : `, line ${line}`}: ${message}`;
  }
}
