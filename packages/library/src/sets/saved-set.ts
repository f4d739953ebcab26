import { FileFormatError } from '@rbassist/core';
import { isObject } from '../files/is-object.ts';
import type { SetOptions } from '../sequence/set-options.ts';

/** Version of the files of sets. */
export const SET_VERSION = 1 as const;

/** A track of a saved set. Names and length find it again after its file moved. */
export interface SetTrack {
  /** Absolute path. */
  path: string;
  artist?: string;
  title?: string;
  /** Length, in seconds. */
  durationS?: number;
  /** True if the track keeps its place when the set is filled or ordered. */
  locked?: boolean;
  /** Your stars for the mix into the next track, 1 to 5. Counts only while `ratedNext` is the next track. */
  rating?: number;
  /** Path of the next track when you gave the rating. */
  ratedNext?: string;
  note?: string;
}

/** A set as its file stores it. Keys that this version does not know stay in the file. */
export interface SavedSet {
  version: typeof SET_VERSION;
  name: string;
  /** Time, as an ISO 8601 text. */
  created: string;
  /** Time of the last change, as an ISO 8601 text. */
  changed: string;
  /** In playing order. */
  tracks: SetTrack[];
  /** Options that the set was planned with; they apply again when it is filled or ordered. */
  plan?: SetOptions;
}

/**
 * Reads the text of a set's file.
 *
 * @throws {FileFormatError} if it is damaged, or of a later version.
 */
export function parseSet(file: string, text: string): SavedSet {
  const damaged = (reason: string) => new FileFormatError(file, `The set ${file} is damaged: ${reason}.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw damaged(text.trim() === '' ? 'the file is empty' : 'it is not JSON');
  }
  if (!isObject(value)) throw damaged('it is not a JSON object');
  const { version, name, tracks, created, changed, plan } = value;
  if (typeof version === 'number' && version > SET_VERSION) {
    const message = `The set ${file} has version ${version}, and this rbassist reads version ${SET_VERSION}. Update rbassist.`;
    throw new FileFormatError(file, message);
  }
  if (version !== SET_VERSION) throw damaged('it has no version');
  if (typeof name !== 'string' || name.trim() === '') throw damaged('it has no name');
  if (!Array.isArray(tracks)) throw damaged('it has no list of tracks');
  const unnamed = tracks.findIndex((track) => !isObject(track) || typeof track.path !== 'string' || track.path === '');
  if (unnamed >= 0) throw damaged(`track ${unnamed + 1} has no path`);
  const set = { ...value, name, version: SET_VERSION, created: textOr('', created), changed: textOr('', changed) };
  return { ...set, tracks: tracks as SetTrack[], ...(isObject(plan) && { plan: plan as SetOptions }) };
}

/** Formats a set as the text of its file. */
export function formatSet(set: SavedSet): string {
  return `${JSON.stringify(set, null, 2)}\n`;
}

function textOr(fallback: string, value: unknown): string {
  return typeof value === 'string' ? value : fallback;
}
