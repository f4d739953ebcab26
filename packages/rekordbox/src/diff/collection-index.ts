import { createHash } from 'node:crypto';
import { locationKey } from '../location/location.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { type RawNode, readRawCollection } from './read-raw-collection.ts';
import { contentOf } from './track-content.ts';

/** A track of a file, in brief. */
export interface TrackEntry {
  key: string;
  /** Name and artist for people. */
  name: string;
  /** Location as the file spells it. */
  location: string;
  id: string;
  /** Digest of everything that is compared. */
  digest: string;
}

/** A playlist or folder of a file, with the keys of its tracks. */
export interface NodeEntry extends Omit<RawNode, 'keys' | 'byLocation'> {
  keys: string[];
}

/** Tracks and playlists of a file, without their values. */
export interface CollectionIndex {
  /** By key, in the order of the file. */
  tracks: Map<string, TrackEntry>;
  /** By kind, folders and name. */
  nodes: Map<string, NodeEntry>;
}

/** Reads a file once, and keeps a digest of each track. */
export async function indexCollection(file: string, signal?: AbortSignal): Promise<CollectionIndex> {
  const index: CollectionIndex = { tracks: new Map(), nodes: new Map() };
  const keysById = new Map<string, string>();
  const nodeUses = new Map<string, number>();
  for await (const entry of readRawCollection(file, signal)) {
    if (entry.type === 'track') {
      const track = entryOf(entry.track);
      // of two entries with one Location, Rekordbox keeps one
      if (!index.tracks.has(track.key)) index.tracks.set(track.key, track);
      if (track.id !== '' && !keysById.has(track.id)) keysById.set(track.id, track.key);
    } else {
      const { kind, folders, name, keys, byLocation } = entry.node;
      // keys without a track stay comparable by their text
      const keyOf = (key: string) => (byLocation ? locationKey(key) : (keysById.get(key) ?? `#${key}`));
      const place = { kind, folders, name };
      index.nodes.set(nodeKey(place, nodeUses), { ...place, keys: keys.map(keyOf) });
    }
  }
  return index;
}

/** Returns the key of a track: its Location in a form that is equal for all spellings, else its number. */
export function keyOfTrack({ attributes }: XmlElement): string {
  const location = attributes.get('Location') ?? '';
  return location === '' ? `#${attributes.get('TrackID') ?? ''}` : locationKey(location);
}

/** Returns name and artist of a track for people. */
function nameOfTrack({ attributes }: XmlElement): string {
  const artist = attributes.get('Artist') ?? '';
  const name = attributes.get('Name') ?? '';
  if (name === '' && artist === '') return attributes.get('Location') ?? '';
  return artist === '' ? name : `${artist} - ${name}`;
}

function entryOf(track: XmlElement): TrackEntry {
  return {
    key: keyOfTrack(track),
    name: nameOfTrack(track),
    location: track.attributes.get('Location') ?? '',
    id: track.attributes.get('TrackID') ?? '',
    digest: createHash('sha1')
      .update(JSON.stringify(contentOf(track)))
      .digest('base64'),
  };
}

/** Returns the key of a node, given how often its place was used. Rekordbox never writes a second one of a name. */
function nodeKey({ kind, folders, name }: Omit<NodeEntry, 'keys'>, uses: Map<string, number>): string {
  const path = JSON.stringify([kind, ...folders, name]);
  const number = (uses.get(path) ?? 0) + 1;
  uses.set(path, number);
  return number === 1 ? path : `${path}#${number}`;
}
