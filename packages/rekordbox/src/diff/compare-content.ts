import type { MarkContent, TempoContent, TrackContent } from './track-content.ts';

/** An attribute whose value differs; null if the attribute is missing or empty. */
export interface ValueChange {
  attribute: string;
  from: string | null;
  to: string | null;
}

/** Differences of the marks of a track. */
export interface MarkChanges {
  added: MarkContent[];
  removed: MarkContent[];
  /** The same pad, or the same place, with other values. */
  changed: { from: MarkContent; to: MarkContent }[];
  /** True if only the order differs. */
  reordered: boolean;
}

/** Differences of two beat grids. */
export interface GridChange {
  /** Number of TEMPO elements. */
  from: number;
  to: number;
  /** Time of the first TEMPO that differs, in seconds. */
  firstS: number;
}

/** Comparisons of marks for a track, which has at most 26. Those of a damaged file count as different. */
const MOST_COMPARISONS = 1e6;

/** Differences of a track between two files. */
export interface ContentChanges {
  values: ValueChange[];
  grid?: GridChange;
  marks?: MarkChanges;
  /** Other children that only one file has, as text. */
  others?: { added: string[]; removed: string[] };
}

/** Compares two tracks. Times count as equal up to a tolerance. Returns undefined if nothing differs. */
export function compareContent(from: TrackContent, to: TrackContent, toleranceS: number): ContentChanges | undefined {
  const changes: ContentChanges = { values: compareValues(from.values, to.values) };
  const grid = compareGrids(from.tempos, to.tempos, toleranceS);
  if (grid !== undefined) changes.grid = grid;
  const marks = compareMarks(from.marks, to.marks, toleranceS);
  if (marks !== undefined) changes.marks = marks;
  const others = compareOthers(from.others, to.others);
  if (others !== undefined) changes.others = others;
  return changes.values.length > 0 || grid || marks || others ? changes : undefined;
}

function compareValues(from: Record<string, string>, to: Record<string, string>): ValueChange[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return names
    .filter((name) => from[name] !== to[name])
    .map((attribute) => ({ attribute, from: from[attribute] ?? null, to: to[attribute] ?? null }));
}

function compareGrids(
  from: readonly TempoContent[],
  to: readonly TempoContent[],
  toleranceS: number,
): GridChange | undefined {
  const length = Math.max(from.length, to.length);
  for (let i = 0; i < length; i++) {
    const one = from[i];
    const other = to[i];
    if (one === undefined || other === undefined || !isSameTempo(one, other, toleranceS)) {
      return { from: from.length, to: to.length, firstS: (other ?? one).inizio };
    }
  }
  return undefined;
}

function isSameTempo(one: TempoContent, other: TempoContent, toleranceS: number): boolean {
  if (one.metro !== other.metro || one.battito !== other.battito || one.bpm !== other.bpm) return false;
  return isNear(one.inizio, other.inizio, toleranceS);
}

function compareMarks(
  from: readonly MarkContent[],
  to: readonly MarkContent[],
  toleranceS: number,
): MarkChanges | undefined {
  const isSame = (one: MarkContent, other: MarkContent) => isSameMark(one, other, toleranceS);
  if (from.length === to.length && from.every((mark, i) => isSame(mark, to[i]))) return undefined;
  const removed = [...from];
  const added = [...to];
  if (from.length * to.length > MOST_COMPARISONS) return { added, removed, changed: [], reordered: false };
  takePairs(removed, added, isSame);
  if (removed.length === 0 && added.length === 0) return { added, removed, changed: [], reordered: true };
  const changed = [
    ...takePairs(removed, added, (one, other) => isHot(one) && one.num === other.num),
    ...takePairs(removed, added, (one, other) => isNear(one.start, other.start, toleranceS)),
  ];
  return { added, removed, changed, reordered: false };
}

/** Takes out of two lists the pairs that fit. */
function takePairs(
  from: MarkContent[],
  to: MarkContent[],
  fits: (one: MarkContent, other: MarkContent) => boolean,
): { from: MarkContent; to: MarkContent }[] {
  const pairs: { from: MarkContent; to: MarkContent }[] = [];
  for (let i = 0; i < from.length; ) {
    const at = to.findIndex((mark) => fits(from[i], mark));
    if (at < 0) i++;
    else pairs.push({ from: from.splice(i, 1)[0], to: to.splice(at, 1)[0] });
  }
  return pairs;
}

function isSameMark(one: MarkContent, other: MarkContent, toleranceS: number): boolean {
  const same = one.name === other.name && one.type === other.type && one.num === other.num && one.color === other.color;
  return same && isNear(one.start, other.start, toleranceS) && isNear(one.end ?? -1, other.end ?? -1, toleranceS);
}

function isHot({ num }: MarkContent): boolean {
  return num !== '-1' && num !== '';
}

/** Decimals of a file are not exact in binary, so that a little is added to the tolerance. */
function isNear(one: number, other: number, toleranceS: number): boolean {
  return Math.abs(one - other) <= toleranceS + 1e-7;
}

function compareOthers(
  from: readonly string[],
  to: readonly string[],
): { added: string[]; removed: string[] } | undefined {
  const [before, after] = [new Set(from), new Set(to)];
  const added = to.filter((each) => !before.has(each));
  const removed = from.filter((each) => !after.has(each));
  return added.length + removed.length > 0 ? { added, removed } : undefined;
}
