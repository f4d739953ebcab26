import { colorOfText } from '../colors/color-text.ts';
import { isStreamLocation, pathOfLocation } from '../location/location.ts';
import type { DjGridAnchor, DjMark, DjTrack } from '../model/dj-track.ts';
import { dayIn, starsOf } from '../model/track-values.ts';
import { readMark, readTempo } from './mark-values.ts';
import type { XmlElement } from './xml-element.ts';
import { positiveOf, wholeOf } from './xml-values.ts';

/** Rating of five stars. */
const MOST_RATING = 255;

type Reader = (track: DjTrack, value: string) => void;

/** Returns a reader that stores what `parse` returns, if it is not undefined. */
function field<Key extends keyof DjTrack>(key: Key, parse: (value: string) => DjTrack[Key] | undefined): Reader {
  return (track, text) => {
    const value = parse(text);
    if (value !== undefined) track[key] = value;
  };
}

/** Characters from which V8 keeps a substring as a part of the string that it came from. */
const SLICED_LENGTH = 13;

/** Copies a value, which would else keep the whole piece of the file in memory for as long as the track exists. */
function verbatim(value: string): string {
  return value.length < SLICED_LENGTH ? value : Buffer.from(value).toString();
}

/** Readers of the attributes of TRACK that are not empty. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['TrackID', field('id', verbatim)],
  ['Name', field('title', verbatim)],
  ['Artist', field('artist', verbatim)],
  ['Album', field('album', verbatim)],
  ['Genre', field('genre', verbatim)],
  ['Grouping', field('grouping', verbatim)],
  ['Label', field('label', verbatim)],
  ['Remixer', field('remixer', verbatim)],
  ['Comments', field('comments', verbatim)],
  ['Tonality', field('key', verbatim)],
  ['Year', field('year', positiveOf)],
  ['TotalTime', field('durationS', positiveOf)],
  ['Size', field('sizeBytes', positiveOf)],
  ['AverageBpm', field('bpm', positiveOf)],
  ['Rating', field('stars', starsIn)],
  ['Colour', field('color', colorOfText)],
  ['PlayCount', field('playCount', wholeOf)],
  ['DateAdded', field('added', dayIn)],
  ['LastPlayed', field('lastPlayed', dayIn)],
]);

/**
 * Reads a TRACK of a Rekordbox XML file. Values that are empty, zero where zero means unknown, or malformed are left
 * out.
 *
 * @param warn Told about grid anchors and marks that can't be read.
 * @param parts Grid and marks, if they were read before; else they are read from the element's children.
 */
export function readTrack(
  element: XmlElement,
  warn: (message: string) => void,
  parts: TrackParts = partsOf(element),
): DjTrack {
  const { flat } = element.attributes;
  const location = verbatim(element.attributes.get('Location') ?? '');
  const track: DjTrack = {
    id: '',
    path: pathOfLocation(location),
    location,
    isStream: isStreamLocation(location),
    grid: parts.grid,
    marks: parts.marks,
    tags: element.children.flatMap(tagNames),
  };
  for (let at = 0; at < flat.length; at += 2) {
    const value = flat[at + 1];
    if (value !== '') READERS.get(flat[at])?.(track, value);
  }
  for (const message of parts.invalid) warn(message);
  const isSorted = track.grid.every(({ timeS }, at) => at === 0 || timeS >= track.grid[at - 1].timeS);
  if (!isSorted) track.grid.sort((a, b) => a.timeS - b.timeS);
  return track;
}

/** Reads 0, 51, 102, … 255, and rounds what other programs write. */
function starsIn(text: string | undefined): number | undefined {
  const rating = wholeOf(text);
  if (rating === undefined || rating <= 0 || rating > MOST_RATING) return undefined;
  // some tools write the stars themselves
  return rating <= 5 ? rating : (starsOf(rating, MOST_RATING) ?? 1);
}

/** Adds the grid anchors and marks of a TRACK to a track. */
export class TrackParts implements Pick<DjTrack, 'grid' | 'marks'> {
  readonly grid: DjGridAnchor[] = [];
  readonly marks: DjMark[] = [];
  readonly invalid: string[] = [];

  /** Returns false for an element that is neither. */
  add(name: string, flat: readonly string[], line: number): boolean {
    if (name === 'POSITION_MARK') this.#add(this.marks, readMark(flat), name, line);
    else if (name === 'TEMPO') this.#add(this.grid, readTempo(flat), name, line);
    else return false;
    return true;
  }

  #add<Part>(list: Part[], part: Part | undefined, name: string, line: number): void {
    if (part !== undefined) list.push(part);
    else this.invalid.push(`line ${line}: <${name}> has values that can't be read, so it is left out.`);
  }
}

function partsOf({ children }: XmlElement): TrackParts {
  const parts = new TrackParts();
  for (const { name, attributes, span } of children) parts.add(name, attributes.flat, span?.line ?? 0);
  return parts;
}

/** Names in the element MY_TAG, which Python's rbassist writes. */
function tagNames({ name: parent, children }: XmlElement): string[] {
  if (parent !== 'MY_TAG') return [];
  return children
    .flatMap(({ name, attributes }) => (name === 'TAG' ? [attributes.get('Name') ?? ''] : []))
    .filter(Boolean);
}
