import { foldersOf, LOCATION_KEYS, PLAYLIST_TYPE, readRekordboxItems } from '../xml/rekordbox-items.ts';
import type { XmlAttributes, XmlElement } from '../xml/xml-element.ts';

/** A playlist or folder as the file has it. */
export interface RawNode {
  kind: 'playlist' | 'folder';
  /** Names of the folders above it, the outermost first. */
  folders: string[];
  name: string;
  /** True if keys are Locations, else they are TrackIDs. */
  byLocation: boolean;
  keys: string[];
}

/** A track, playlist or folder of a file, in its order. */
export type RawEntry = { type: 'track'; track: XmlElement } | { type: 'node'; node: RawNode };

/**
 * Reads tracks and playlists with the values that the file has, as a stream.
 *
 * @throws {XmlError} for a file that is no XML file of Rekordbox.
 * @throws {OptionError} for a file that can't be read.
 */
export async function* readRawCollection(file: string, signal?: AbortSignal): AsyncGenerator<RawEntry> {
  for await (const item of readRekordboxItems(file, { signal })) {
    if (item.type === 'close') continue;
    const folders = foldersOf(item.parents);
    if (item.type === 'open') {
      // the first folder is the root
      const isFolder = item.name === 'NODE' && item.parents.at(-1)?.name === 'NODE';
      if (isFolder) yield nodeEntry(item.attributes, folders, []);
    } else if (item.element.name === 'TRACK' && item.parents.at(-1)?.name === 'COLLECTION') {
      yield { type: 'track', track: item.element };
    } else if (item.element.name === 'NODE') {
      const tracks = item.element.children.filter(({ name }) => name === 'TRACK');
      const keys = tracks.map(({ attributes }) => attributes.get('Key') ?? '');
      yield nodeEntry(item.element.attributes, folders, keys);
    }
  }
}

function nodeEntry(attributes: XmlAttributes, folders: string[], keys: string[]): RawEntry {
  const node: RawNode = {
    kind: attributes.get('Type') === PLAYLIST_TYPE ? 'playlist' : 'folder',
    folders,
    name: attributes.get('Name') ?? '',
    byLocation: attributes.get('KeyType') === LOCATION_KEYS,
    keys,
  };
  return { type: 'node', node };
}
