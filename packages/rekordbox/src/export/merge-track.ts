import { TRACK_ATTRIBUTES } from '../track-attributes/track-attributes.ts';
import { XmlAttributes, type XmlElement } from '../xml/xml-element.ts';

/** Program whose values win if both have one. */
export const PREFERENCES = ['rekordbox', 'rbassist'] as const;

/** One of {@link PREFERENCES}. */
export type Preference = (typeof PREFERENCES)[number];

/** Attributes that rbassist may fill in or replace; the others are facts of Rekordbox or of the file. */
const SHARED = [
  'Name',
  'Artist',
  'Album',
  'Grouping',
  'Genre',
  'TotalTime',
  'Year',
  'AverageBpm',
  'Comments',
  'Rating',
  'Remixer',
  'Tonality',
  'Label',
  'Colour',
] as const;
/** Attributes in which 0 is no value. */
const NUMBERS: ReadonlySet<string> = new Set(['TotalTime', 'Year', 'AverageBpm', 'Rating']);
const GRID = 'TEMPO';
const MARK = 'POSITION_MARK';

/**
 * Merges a track of rbassist into the same track of a user's export. The TrackID, the Location and everything unknown
 * stay as the user's file has them.
 *
 * With `rekordbox`, ours fill gaps only: a grid where Rekordbox has analysed nothing, cues where there are none. A file
 * may have a BPM but no grid, because a setting of Rekordbox leaves grids out; then the track keeps the grid that
 * Rekordbox has. With `rbassist`, ours replace the user's, but an empty value never does.
 */
export function mergeTrack(base: XmlElement, ours: XmlElement, prefer: Preference): XmlElement {
  const wins = prefer === 'rbassist';
  const values = new Map<string, string>(base.attributes);
  for (const name of SHARED) {
    const value = ours.attributes.get(name);
    if (value === undefined || isEmpty(name, value)) continue;
    if (wins || isEmpty(name, values.get(name))) values.set(name, value);
  }
  const hasBpm = !isEmpty('AverageBpm', base.attributes.get('AverageBpm'));
  const children = [
    ...chosen(base, ours, GRID, wins, hasBpm),
    ...chosen(base, ours, MARK, wins),
    ...base.children.filter(({ name }) => name !== GRID && name !== MARK),
  ];
  return { name: base.name, attributes: inOrder(values), children, ...(base.text && { text: base.text }) };
}

function chosen(base: XmlElement, ours: XmlElement, name: string, wins: boolean, isComplete = false): XmlElement[] {
  const [theirs, own] = [base, ours].map(({ children }) => children.filter((child) => child.name === name));
  const takesOwn = own.length > 0 && (wins || (theirs.length === 0 && !isComplete));
  return takesOwn ? own : theirs;
}

function isEmpty(name: string, value: string | undefined): boolean {
  return value === undefined || value.trim() === '' || (NUMBERS.has(name) && Number(value) === 0);
}

/** Puts attributes in the order of Rekordbox, unknown ones last. */
export function inOrder(values: ReadonlyMap<string, string>): XmlAttributes {
  const names = new Set<string>([...TRACK_ATTRIBUTES, ...values.keys()]);
  return new XmlAttributes(
    [...names].flatMap((name): [string, string][] => {
      const value = values.get(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
