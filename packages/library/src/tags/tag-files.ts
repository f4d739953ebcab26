import { join } from 'node:path';
import {
  DataFolderError,
  diskProblem,
  FileFormatError,
  readRegularFile,
  replaceFile,
  systemErrorCode,
} from '@rbassist/core';
import { configFolder } from '../files/config-file.ts';
import type { DataFolder } from '../files/data-folder.ts';
import { YamlTextError } from '../files/yaml-text.ts';
import { TagYaml, type TracksKey } from './tag-yaml.ts';

/** Largest file that is read, in bytes. */
const LARGEST_BYTES = 2 ** 28;

/** A file of tags in the Python rbassist's config folder. */
export interface TagFile {
  path: string;
  yaml: TagYaml;
}

/**
 * Reads tags.yml and my_tags.yml; those that exist.
 *
 * @param textOf Returns the text to use instead of a file's text.
 * @throws {FileFormatError} for a damaged file.
 * @throws {DataFolderError} for an unreadable file.
 */
export async function readTagFiles(
  folder: DataFolder,
  textOf: (path: string, text: string) => string = (_, text) => text,
): Promise<TagFile[]> {
  const files: readonly [name: string, key: TracksKey][] = [
    ['tags.yml', 'library'],
    ['my_tags.yml', 'tracks'],
  ];
  const found: TagFile[] = [];
  for (const [name, key] of files) {
    const path = join(configFolder(folder), name);
    const text = await readText(path);
    if (text !== undefined) found.push({ path, yaml: yamlOf(path, textOf(path, text), key) });
  }
  return found;
}

/**
 * Reads a JSON file of the config folder; undefined if there is none.
 *
 * @throws the errors of {@link readTagFiles}.
 */
export async function readConfigJson(folder: DataFolder, name: string): Promise<unknown> {
  const path = join(configFolder(folder), name);
  const text = await readText(path);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw damaged(path, `${path} is not valid JSON.`, cause);
  }
}

/** Returns the text of a file with other tags. Throws {@link FileFormatError} if it can't be changed. */
export function textWithTags({ path, yaml }: TagFile, changes: ReadonlyMap<string, readonly string[]>): string {
  try {
    return yaml.withTags(changes);
  } catch (error) {
    throw asFormatError(path, error);
  }
}

/** Replaces a file in one step. Throws {@link DataFolderError} if it can't be written. */
export async function writeTagFile(path: string, text: string): Promise<void> {
  await replaceFile(path, text).catch((error) => {
    const { message, ...details } = diskProblem(path, 'written', error);
    throw new DataFolderError(path, message, details);
  });
}

/** Returns undefined if there is no such file. Keeps a byte order mark. */
export async function readText(path: string): Promise<string | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readRegularFile(path, LARGEST_BYTES);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    const { message, ...details } = diskProblem(path, 'read', error);
    throw new DataFolderError(path, message, details);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw damaged(path, `${path} is not text in UTF-8. Save it as UTF-8.`, cause);
  }
}

function yamlOf(path: string, text: string, key: TracksKey): TagYaml {
  try {
    return new TagYaml(text, key);
  } catch (error) {
    throw asFormatError(path, error);
  }
}

function asFormatError(path: string, error: unknown): unknown {
  if (!(error instanceof YamlTextError)) return error;
  const place = error.line === undefined ? '' : `, line ${error.line}`;
  return damaged(path, `${path}${place}: ${error.message.replace(/[:.]$/, '')}.`, error);
}

function damaged(path: string, message: string, cause: unknown): FileFormatError {
  return new FileFormatError(path, message, { cause, remedies: [{ action: 'edit-file', path }] });
}
