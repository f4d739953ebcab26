import { FileFormatError, tagKey } from '@rbassist/core';
import { MOST_CATEGORIES, type RgbColor, type TagCategory } from '@rbassist/rekordbox';
import { parseDocument } from 'yaml';
import { configFile } from '../files/config-file.ts';
import type { DataFolder } from '../files/data-folder.ts';
import { isObject } from '../files/is-object.ts';
import { yamlProblem } from '../files/yaml-text.ts';
import { colorNumber } from '../lists/color-text.ts';
import { readText } from './tag-files.ts';

/** Name of the file, which a person writes. */
const NAME = 'my_tag_categories.yml';

/** Categories and colours that a person gave their tags. */
export interface TagCategories {
  /** At most four, as in Rekordbox. */
  categories: TagCategory[];
  /** Colours of tags, as the file spells them. */
  colors: Map<string, RgbColor>;
}

/**
 * Reads `my_tag_categories.yml`: `categories` with a list of tags for each name, and `colors` with a colour for a tag.
 * Without the file there are none.
 *
 * @throws {FileFormatError} if it is not valid YAML, has more than four categories, or a tag in two of them.
 */
export async function readTagCategories(folder: DataFolder): Promise<TagCategories> {
  const path = await configFile(folder, NAME);
  const text = await readText(path);
  if (text === undefined) return { categories: [], colors: new Map() };
  const document = parseDocument(text.replace(/^\ufeff/, ''), { uniqueKeys: true });
  const problem = yamlProblem(document);
  if (problem) throw wrong(path, problem.message.replace(/[:.]$/, ''), problem.line);
  const value: unknown = document.toJS({ maxAliasCount: 100 }) ?? {};
  if (!isObject(value)) throw wrong(path, 'it must have the keys "categories" and "colors"');
  const unknown = Object.keys(value).find((key) => key !== 'categories' && key !== 'colors');
  if (unknown !== undefined) throw wrong(path, `there is no key "${unknown}". Keys: categories, colors`);
  return { categories: categoriesOf(path, value.categories ?? {}), colors: colorsOf(path, value.colors ?? {}) };
}

function categoriesOf(path: string, value: unknown): TagCategory[] {
  if (!isObject(value)) throw wrong(path, '"categories" must list tags for each name');
  const categories = Object.entries(value).map(([name, tags]): TagCategory => {
    const list: unknown[] = Array.isArray(tags) ? tags : [tags];
    if (name.trim() === '' || !list.every((tag) => typeof tag === 'string' || typeof tag === 'number')) {
      throw wrong(path, `the category "${name}" must be a list of tags`);
    }
    return { name: name.trim(), tags: list.map((tag) => String(tag).trim()).filter(Boolean) };
  });
  if (categories.length > MOST_CATEGORIES) {
    throw wrong(path, `there are ${categories.length} categories, and Rekordbox has ${MOST_CATEGORIES}`);
  }
  const seen = new Set<string>();
  for (const tag of categories.flatMap(({ tags }) => tags)) {
    if (seen.has(tagKey(tag))) throw wrong(path, `the tag "${tag}" is listed twice`);
    seen.add(tagKey(tag));
  }
  return categories;
}

function colorsOf(path: string, value: unknown): Map<string, RgbColor> {
  if (!isObject(value)) throw wrong(path, '"colors" must name a colour for each tag');
  return new Map(
    Object.entries(value).map(([tag, text]): [string, RgbColor] => {
      const color = colorNumber(text);
      if (color === undefined)
        throw wrong(path, `"${String(text)}" is not a colour. Write a name of Rekordbox, or "#FF0000"`);
      return [tag, color];
    }),
  );
}

function wrong(path: string, problem: string, line?: number): FileFormatError {
  const place = line === undefined ? '' : `, line ${line}`;
  return new FileFormatError(path, `${path}${place}: ${problem}.`, { remedies: [{ action: 'edit-file', path }] });
}
