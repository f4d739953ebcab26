import { isStreamLocation, pathOfLocation } from '../location/location.ts';
import type { DjGridAnchor, DjMark, DjTrack } from '../model/dj-track.ts';
import { readMark, readTempo } from './mark-values.ts';
import type { XmlAttributes, XmlElement } from './xml-element.ts';
import { colorValue, dateValue, numberOf, wholeOf } from './xml-values.ts';

/** Ratings of the XML file per star: 51, 102, 153, 204, 255. */
const RATING_PER_STAR = 51;

const TEXTS = {
  Name: 'title',
  Artist: 'artist',
  Album: 'album',
  Genre: 'genre',
  Grouping: 'grouping',
  Label: 'label',
  Remixer: 'remixer',
  Comments: 'comments',
  Tonality: 'key',
} as const satisfies Record<string, keyof DjTrack>;

/**
 * Reads a TRACK of a Rekordbox XML file. Values that are empty, zero where zero means unknown, or malformed are left
 * out.
 *
 * @param warn Told about grid anchors and marks that can't be read.
 */
export function readTrack(element: XmlElement, warn: (message: string) => void): DjTrack {
  const { attributes } = element;
  const location = attributes.get('Location') ?? '';
  const isStream = isStreamLocation(location);
  const track: DjTrack = {
    id: attributes.get('TrackID') ?? '',
    path: pathOfLocation(location),
    location,
    isStream,
    grid: [],
    marks: [],
    tags: [],
  };
  for (const [name, value] of attributes) {
    if (value !== '' && Object.hasOwn(TEXTS, name)) track[TEXTS[name as keyof typeof TEXTS]] = value;
  }
  addNumbers(track, attributes);
  addChildren(track, element, warn);
  return track;
}

function addNumbers(track: DjTrack, attributes: XmlAttributes): void {
  const positive = (name: string) => {
    const value = numberOf(attributes.get(name));
    return value !== undefined && value > 0 ? value : undefined;
  };
  const values: Partial<DjTrack> = {
    year: positive('Year'),
    durationS: positive('TotalTime'),
    sizeBytes: positive('Size'),
    bpm: positive('AverageBpm'),
    stars: starsOf(attributes.get('Rating')),
    color: colorValue(attributes.get('Colour')),
    playCount: wholeOf(attributes.get('PlayCount')),
    added: dateValue(attributes.get('DateAdded')),
    lastPlayed: dateValue(attributes.get('LastPlayed')),
  };
  for (const [key, value] of Object.entries(values)) if (value !== undefined) Object.assign(track, { [key]: value });
}

/** Reads 0, 51, 102, … 255, and rounds what other programs write. */
function starsOf(text: string | undefined): number | undefined {
  const rating = wholeOf(text);
  if (rating === undefined || rating <= 0 || rating > 255) return undefined;
  // some tools write the stars themselves
  return rating <= 5 ? rating : Math.max(1, Math.round(rating / RATING_PER_STAR));
}

function addChildren(track: DjTrack, { children }: XmlElement, warn: (message: string) => void): void {
  for (const child of children) {
    if (child.name === 'TEMPO') addOr<DjGridAnchor>(track.grid, readTempo(child.attributes), child, warn);
    else if (child.name === 'POSITION_MARK') addOr<DjMark>(track.marks, readMark(child.attributes), child, warn);
    else if (child.name === 'MY_TAG') track.tags.push(...tagNames(child));
  }
  const isSorted = track.grid.every(({ timeS }, at) => at === 0 || timeS >= track.grid[at - 1].timeS);
  if (!isSorted) track.grid.sort((a, b) => a.timeS - b.timeS);
}

function addOr<Part>(list: Part[], part: Part | undefined, from: XmlElement, warn: (message: string) => void): void {
  if (part !== undefined) list.push(part);
  else warn(`line ${from.span?.line ?? 0}: <${from.name}> has values that can't be read, so it is left out.`);
}

/** Names in the element MY_TAG, which Python's rbassist writes. */
function tagNames({ children }: XmlElement): string[] {
  return children
    .flatMap(({ name, attributes }) => (name === 'TAG' ? [attributes.get('Name') ?? ''] : []))
    .filter(Boolean);
}
