import { basename, resolve } from 'node:path';
import { checkOptions, OptionError, type OptionRule, optionRules, requireFree, requireRule } from '@rbassist/core';
import type { DjPlaylist, DjTrack } from '../model/dj-track.ts';
import { replaceUserFile } from '../model/replace-user-file.ts';
import { nmlElement, nmlTag } from './nml-element.ts';
import { hotCueOf, nmlEntry } from './nml-entry.ts';
import { nmlPlaylists } from './nml-playlists.ts';
import { isOwnNml, OWN_MARK } from './own-mark.ts';
import { START_VOLUME, splitTraktorKey, type TraktorLocation, traktorKey, traktorLocation } from './traktor-path.ts';

/** Tracks and playlists to write. Times are in Traktor's clock. */
export interface TraktorContent {
  tracks: readonly DjTrack[];
  playlists?: readonly DjPlaylist[];
}

/** Options of {@link writeTraktorNml}. */
export interface WriteNmlOptions {
  /** Replace an existing file of another program. A file named collection.nml is never replaced. @default false */
  overwrite?: boolean;
  /** Name of the Mac's start volume, for paths that are not below /Volumes. @default "Macintosh HD" */
  startVolume?: string;
}

/** Outcome of {@link writeTraktorNml}. */
export interface NmlSummary {
  /** Absolute path of the file. */
  path: string;
  tracks: number;
  playlists: number;
  /** Streaming entries and repeated files, which were left out. */
  leftOut: number;
  /** Hot cues above pad 8, which became cues without a pad. */
  padsLost: number;
}

const RULES = {
  overwrite: optionRules.flag,
  startVolume: optionRules.text,
} satisfies Record<keyof WriteNmlOptions, OptionRule>;

/** Version that Traktor 2.11 to 4 read. */
const NML_VERSION = 19;
const OWN_FILE = 'collection.nml';
/** Characters that are written at once. */
const WRITE_LENGTH = 2 ** 18;
const HEAD = [
  '<?xml version="1.0" encoding="UTF-8" standalone="no" ?>\n',
  nmlTag('NML', { VERSION: NML_VERSION }),
  nmlElement('HEAD', { COMPANY: 'www.native-instruments.com', PROGRAM: 'Traktor' }),
  nmlElement('MUSICFOLDERS'),
].join('');

/**
 * Writes tracks and playlists to an NML file that Traktor imports. Equal content gives an equal file.
 *
 * @throws {OptionError} if the file exists, is named like Traktor's own, or can't be written.
 */
export async function writeTraktorNml(
  file: string,
  content: TraktorContent,
  options: WriteNmlOptions = {},
): Promise<NmlSummary> {
  requireRule('file', file, optionRules.text);
  checkOptions(options, RULES);
  const { overwrite = false, startVolume = START_VOLUME } = options;
  const path = resolve(file);
  if (basename(path).toLowerCase() === OWN_FILE) {
    throw new OptionError(`${OWN_FILE} is the name of Traktor's own file. Choose another name.`);
  }
  await requireFree(path, { overwrite, isOwn: isOwnNml });
  const { tracks, playlists = [] } = content;
  const placed = placeTracks(tracks, startVolume);
  await replaceUserFile(path, joined(pieces(placed, playlists)));
  return {
    path,
    tracks: placed.entries.length,
    playlists: playlists.length,
    leftOut: tracks.length - placed.entries.length,
    padsLost: placed.entries.flatMap(([{ marks }]) => marks).filter(({ pad }) => pad !== null && hotCueOf(pad) < 0)
      .length,
  };
}

interface PlacedTracks {
  entries: [track: DjTrack, location: TraktorLocation][];
  keys: Map<string, string>;
}

function placeTracks(tracks: readonly DjTrack[], startVolume: string): PlacedTracks {
  const entries: PlacedTracks['entries'] = [];
  const keys = new Map<string, string>();
  const written = new Set<string>();
  for (const track of tracks) {
    if (track.isStream) continue;
    // a location that came from Traktor stays as it is
    const isTraktors = !/^file:/i.test(track.location);
    const location =
      (isTraktors ? splitTraktorKey(track.location) : undefined) ?? traktorLocation(track.path, startVolume);
    const key = traktorKey(location);
    keys.set(track.id, key);
    if (written.has(key)) continue;
    written.add(key);
    entries.push([track, location]);
  }
  return { entries, keys };
}

function* pieces({ entries, keys }: PlacedTracks, playlists: readonly DjPlaylist[]): Generator<string> {
  yield HEAD;
  yield nmlTag('COLLECTION', { ENTRIES: entries.length });
  for (const [track, location] of entries) yield nmlEntry(track, location);
  yield '</COLLECTION>\n';
  yield nmlElement('SETS', { ENTRIES: 0 });
  yield* nmlPlaylists(playlists, (id) => keys.get(id));
  yield `</NML>\n${OWN_MARK}\n`;
}

/** Joins pieces, because a write of each would take most of the time. */
function* joined(parts: Iterable<string>): Generator<string> {
  let text = '';
  for (const part of parts) {
    text += part;
    if (text.length < WRITE_LENGTH) continue;
    yield text;
    text = '';
  }
  yield text;
}
