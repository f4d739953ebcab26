import {
  type ContainerTest,
  readXmlBatches,
  type TakeElement,
  type XmlItem,
  type XmlParent,
  type XmlReadOptions,
} from './read-items.ts';
import { XmlError } from './xml-error.ts';
import { sourceName, type XmlSource } from './xml-source.ts';

/** Types of NODE that are a folder; a playlist has 1. */
export const FOLDER_TYPE = '0';
export const PLAYLIST_TYPE = '1';
/** Values of KeyType: tracks of a playlist are named by TrackID, or by Location. */
export const TRACK_ID_KEYS = '0';
export const LOCATION_KEYS = '1';

/** Returns the names of the folders around an item, without the root. */
export function foldersOf(parents: readonly XmlParent[]): string[] {
  const nodes = parents.filter(({ name }) => name === 'NODE').slice(1);
  return nodes.map(({ attributes }) => attributes.get('Name') ?? '');
}

const CONTAINERS = new Set(['DJ_PLAYLISTS', 'COLLECTION', 'PLAYLISTS']);

/**
 * Reads a Rekordbox XML file in pieces: the parts of the document and the folders as containers, and tracks, playlists
 * and everything unknown as whole elements.
 *
 * @throws {XmlError} with line and column, if the file is malformed or is not a Rekordbox file.
 */
export async function* readRekordboxItems(source: XmlSource, options: XmlReadOptions = {}): AsyncGenerator<XmlItem> {
  for await (const items of readRekordboxBatches(source, options)) yield* items;
}

/** Reads like {@link readRekordboxItems}, but yields all items of a piece of the file at once. */
export async function* readRekordboxBatches(
  source: XmlSource,
  options: XmlReadOptions = {},
  take?: TakeElement,
): AsyncGenerator<XmlItem[]> {
  let isFirst = true;
  for await (const items of readXmlBatches(source, isRekordboxContainer, options, take)) {
    if (isFirst && items.length > 0) {
      requireRoot(source, items[0]);
      isFirst = false;
    }
    yield items;
  }
}

const isRekordboxContainer: ContainerTest = (name, attributes, parents) => {
  const parent = parents.at(-1)?.name;
  if (name === 'NODE') return (parent === 'PLAYLISTS' || parent === 'NODE') && attributes.get('Type') !== PLAYLIST_TYPE;
  return CONTAINERS.has(name) && parents.length === (name === 'DJ_PLAYLISTS' ? 0 : 1);
};

function requireRoot(source: XmlSource, item: XmlItem): void {
  if (item.type === 'open' && item.name === 'DJ_PLAYLISTS') return;
  const found = item.type === 'element' ? item.element.name : '';
  const hint = found === 'NML' ? ' It is a Traktor file.' : found === 'plist' ? ' It may be an iTunes library.' : '';
  const path = sourceName(source);
  throw new XmlError(path, `this is not a Rekordbox XML file: it starts with <${found}>, not <DJ_PLAYLISTS>.${hint}`, {
    remedies: [{ action: 'export-rekordbox-xml' }],
  });
}
