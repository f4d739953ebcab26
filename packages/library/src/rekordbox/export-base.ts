import { resolve } from 'node:path';
import { findPath, isNative, type RunOptions, readProblem } from '@rbassist/core';
import {
  isStreamLocation,
  locationKey,
  pathOfLocation,
  readRekordboxItems,
  TonalityCount,
  type TonalityNotation,
  type XmlElement,
} from '@rbassist/rekordbox';
import type { LibraryContext } from '../library-context.ts';
import { selectedRecords } from './selected-records.ts';
import { DjTrackMatcher } from './track-matcher.ts';

/** A track of the user's export that is also to be exported. */
export interface BaseTrack {
  /** Its TrackID; absent if it has none, or an earlier track has the same. */
  id?: string;
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
 * Reads the user's export, at bounded memory, and finds its tracks among those to export. It tries the path in any
 * spelling, the Location from an earlier import, and the bytes of the file. Names count if the path is of another
 * system.
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
  const find = findPath(context.meta.paths());
  const matcher = new DjTrackMatcher(context);
  const base: ExportBase = { tracks: new Map(), ids: new Set(), notation: undefined };
  const likely = new Map<string, BaseTrack>();
  const count = new TonalityCount();
  for await (const element of baseTracks(file, signal)) {
    const [id, location, tonality] = ['TrackID', 'Location', 'Tonality'].map(
      (name) => element.attributes.get(name) ?? '',
    );
    count.add(tonality);
    const isRepeated = base.ids.has(id);
    base.ids.add(id);
    if (location === '' || isStreamLocation(location)) continue;
    // the file that is there now, before a track that was there at an earlier import
    const known = find(pathOfLocation(location))?.path ?? byLocation.get(locationKey(location));
    const match = known === undefined ? await matchOf(matcher, element) : { path: known, by: 'path' };
    if (match.path === undefined || !paths.has(match.path)) continue;
    const found = match.by === 'path' || match.by === 'spelling' ? base.tracks : likely;
    // of two entries for one file, the first stays
    if (!found.has(match.path)) found.set(match.path, { ...(id !== '' && !isRepeated && { id }), location });
  }
  for (const [path, track] of likely) if (!base.tracks.has(path)) base.tracks.set(path, track);
  base.notation = count.majority;
  return base;
}

/** Matches by names only if this machine can't have the file: else it is another file of the same name. */
async function matchOf(matcher: DjTrackMatcher, { attributes }: XmlElement): Promise<{ path?: string; by?: string }> {
  const path = pathOfLocation(attributes.get('Location') ?? '');
  const names = { title: attributes.get('Name'), artist: attributes.get('Artist') };
  const durationS = Number(attributes.get('TotalTime')) || undefined;
  const match = await matcher.match({ path, isStream: false, ...(!isNative(path) && { ...names, durationS }) });
  const isGuess = match.path !== undefined && (match.by === 'file-name' || match.by === 'name');
  return isGuess && isNative(path) ? {} : match;
}

/** Reads the TRACK elements of the collection in a file. Throws {@link OptionError} if it can't be read. */
export async function* baseTracks(file: string, signal?: AbortSignal): AsyncGenerator<XmlElement> {
  try {
    for await (const item of readRekordboxItems(file, { signal })) {
      const isTrack = item.type === 'element' && item.element.name === 'TRACK';
      if (isTrack && item.parents.at(-1)?.name === 'COLLECTION') yield item.element;
    }
  } catch (error) {
    throw signal?.aborted ? error : readProblem(resolve(file), error);
  }
}
