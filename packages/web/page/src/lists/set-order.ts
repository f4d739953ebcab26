import type { components } from '../api/schema.d.ts';

type Schemas = components['schemas'];
type SetMix = Schemas['SetMix'];

/** Facts of a track of a set. */
export type SetTrack = Schemas['TrackSummary'];
/** Part of a track that plays in a set. */
export type SetPart = Schemas['SetPart'];

/** The mix of two tracks, as far as the page shows it. */
export interface JointMix extends Pick<SetMix, 'score' | 'grade' | 'mixOut' | 'mixIn' | 'mixBars' | 'stars'> {
  readonly reasons: readonly { part: string; text: string }[];
}

/** Tracks in an order: a set, a plan, or a set while a track is moved. */
export interface SetOrder {
  readonly tracks: readonly SetTrack[];
  /** One for each pair of neighbours; null if it is not rated. */
  readonly mixes: readonly (JointMix | null)[];
  /** One for each track. */
  readonly timeline: readonly SetPart[];
  readonly playedS: number;
}

/** A track that is on its way to another place, both from 0. */
export interface Move {
  readonly from: number;
  readonly to: number;
}

/** Ids of two tracks, one after the other. */
export type Pair = readonly [from: string, to: string];

/** Returns items with one moved to another place. */
export function moved<Item>(items: readonly Item[], { from, to }: Move): Item[] {
  const item = items[from];
  return item === undefined ? [...items] : items.toSpliced(from, 1).toSpliced(to, 0, item);
}

/** Name of a pair in a table. */
export function pairKey(from: string, to: string): string {
  return `${from} ${to}`;
}

function pairsOf(ids: readonly string[]): Pair[] {
  return ids.slice(1).map((id, i) => [ids[i]!, id] as const);
}

/** Returns the pairs that a move parts, and those that it makes. */
export function changedPairs(ids: readonly string[], move: Move): { parted: Pair[]; made: Pair[] } {
  const [before, after] = [pairsOf(ids), pairsOf(moved(ids, move))];
  // a set may have a pair twice
  const lacking = (pairs: readonly Pair[], others: readonly Pair[]) => {
    const left = others.map(([from, to]) => pairKey(from, to));
    return pairs.filter(([from, to]) => {
      const at = left.indexOf(pairKey(from, to));
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
  };
  return { parted: lacking(before, after), made: lacking(after, before) };
}

/** Mixes of an order by the names of their pairs. */
export function mixesByPair({ tracks, mixes }: Pick<SetOrder, 'tracks' | 'mixes'>): Map<string, JointMix> {
  return new Map(mixes.flatMap((mix, i) => (mix ? [[pairKey(tracks[i]!.id, tracks[i + 1]!.id), mix] as const] : [])));
}

/** Returns mixes for tracks in a new order; null for pairs that are not known. */
export function mixesAlong(ids: readonly string[], known: ReadonlyMap<string, JointMix>): (JointMix | null)[] {
  return pairsOf(ids).map(([from, to]) => known.get(pairKey(from, to)) ?? null);
}

/** Seconds of a track that is new in the set, until the server says when it plays. */
const USUAL_S = 300;

/** Returns about when tracks play in a new order: each for as long as before, until the next one begins. */
export function timelineAlong(
  ids: readonly string[],
  { tracks, timeline }: Pick<SetOrder, 'tracks' | 'timeline'>,
): SetPart[] {
  const parts = new Map(
    timeline.map((part, i) => {
      const length = part.toS - part.fromS;
      return [
        tracks[i]?.id,
        { ...part, aloneS: Math.min(length, (timeline[i + 1]?.startS ?? Infinity) - part.startS) },
      ];
    }),
  );
  let startS = 0;
  return ids.map((id) => {
    const { fromS, toS, aloneS } = parts.get(id) ?? { fromS: 0, toS: USUAL_S, aloneS: USUAL_S };
    const part = { startS, fromS, toS };
    startS += aloneS;
    return part;
  });
}
