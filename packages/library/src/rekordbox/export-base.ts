import { findPath, type RunOptions } from '@rbassist/core';
import { isStreamLocation, locationKey, pathOfLocation, readRekordboxItems, TonalityCount, type TonalityNotation, type XmlElement } from '@rbassist/rekordbox';
import type { LibraryContext } from '../library-context.ts';
import { selectedRecords } from './selected-records.ts';

/** A track of the user's export that is also to be exported. */
export interface BaseTrack {
  id: string;
  location: string;
}

/** Facts of the user's export. */
export interface ExportBase {
  /** By path in the library. */
  tracks: Map<string, BaseTrack>;
  /** Every TrackID of the file. */
  ids: Set<string>;
  /** Spelling of most of its keys. */
  notation: TonalityNotation | undefined;
}

/**
 * Reads the user's export, at bounded memory, and finds its tracks among those to export: by the Location from an
 * earlier import, else by the path in any spelling.
 *
 * @throws {XmlError} with line and column if the file is damaged.
 */
export async function readExportBase(
  context: LibraryContext,
  file: string,
  paths: ReadonlySet<string>,
  { signal }: RunOptions,
): Promise<ExportBase> {
  const byLocation = new Map<string, string>();
  for (const [path, { rekordbox }] of selectedRecords(context, paths, ['rekordbox'])) {
    if (rekordbox?.location) byLocation.set(locationKey(rekordbox.location), path);
  }
  const find = findPath(paths);
  const base: ExportBase = { tracks: new Map(), ids: new Set(), notation: undefined };
  const count = new TonalityCount();
  for await (const { attributes } of baseTracks(file, signal)) {
    const [id = '', location = ''] = [attributes.get('TrackID'), attributes.get('Location')];
    base.ids.add(id);
    count.add(attributes.get('Tonality') ?? '');
    if (id === '' || location === '' || isStreamLocation(location)) continue;
    const path = byLocation.get(locationKey(location)) ?? find(pathOfLocation(location))?.path;
    // of two entries for one file, the first stays
    if (path !== undefined && !base.tracks.has(path)) base.tracks.set(path, { id, location });
  }
  base.notation = count.majority;
  return base;
}

/** Reads the TRACK elements of the collection in a file. */
export async function* baseTracks(file: string, signal?: AbortSignal): AsyncGenerator<XmlElement> {
  for await (const item of readRekordboxItems(file, { signal })) {
    const isTrack = item.type === 'element' && item.element.name === 'TRACK';
    if (isTrack && item.parents.at(-1)?.name === 'COLLECTION') yield item.element;
  }
}
