import { fixedPlaces, type PlanRequest } from './plan-request.ts';

/** Most anchors, of tracks that the options name and of others. */
const MOST_ANCHORS = 8;
const FREE_ANCHORS = 4;

/** A track whose neighbourhood suits a set, and its place there, 0..1; undefined if it suits the whole set. */
export interface Anchor {
  track: number;
  at?: number;
}

/** An anchor of a part of the set, and its share of the influence there. Independent anchors have 1 each. */
export interface NearbyAnchor {
  track: number;
  share: number;
}

/** Returns the pinned tracks with their places; without any, tracks spread over the library. */
export function poolAnchors(request: PlanRequest, places: number): Anchor[] {
  const { seeds, pinned, choosable, input } = request;
  const byPath = (a: number, b: number) => (input.tracks[a].path < input.tracks[b].path ? -1 : 1);
  if (pinned.size === 0) {
    const known = choosable.filter(
      (track) => input.tracks[track].tempos.length > 0 && input.tracks[track].keys.length > 0,
    );
    const spread = spreadOver((known.length > 0 ? known : [...choosable]).sort(byPath), FREE_ANCHORS);
    return spread.map((track) => ({ track }));
  }
  const fixed = fixedPlaces(request, places);
  const fixedTracks = new Set(fixed.values());
  const free = seeds.filter((seed) => !fixedTracks.has(seed));
  if (!request.options.keepOrder) free.sort(byPath);
  const anchors = [
    ...[...fixed].map(([place, track]) => ({ track, at: places > 1 ? place / (places - 1) : 0 })),
    ...free.map((track, i) => ({ track, at: (i + 1) / (free.length + 1) })),
  ];
  return spreadOver(
    anchors.sort((a, b) => a.at - b.at || byPath(a.track, b.track)),
    MOST_ANCHORS,
  );
}

function spreadOver<Item>(items: readonly Item[], count: number): Item[] {
  if (items.length <= count) return [...items];
  return Array.from({ length: count }, (_, i) => items[Math.round((i * (items.length - 1)) / (count - 1))]);
}

/** Returns the anchors before and after a part of the set, or all independent ones. */
export function anchorsAround(anchors: readonly Anchor[], at: number): NearbyAnchor[] {
  if (anchors[0]?.at === undefined) return anchors.map(({ track }) => ({ track, share: 1 }));
  const before = anchors.findLast((anchor) => anchor.at! <= at);
  const after = anchors.find((anchor) => anchor.at! >= at);
  if (!before || !after || before === after) return [{ track: (before ?? after)!.track, share: 1 }];
  const share = (at - before.at!) / (after.at! - before.at! || 1);
  return [
    { track: before.track, share: 1 - share },
    { track: after.track, share },
  ];
}

/** Returns the tempos between those of the anchors; undefined if fewer than two are known. */
export function anchorTempos(
  { input }: PlanRequest,
  anchors: readonly Anchor[],
  parts: readonly number[],
): number[] | undefined {
  const known = anchors.filter(({ track, at }) => at !== undefined && input.tracks[track].tempos.length > 0);
  if (known.length < 2) return undefined;
  return parts.map((at) =>
    anchorsAround(known, at).reduce((sum, { track, share }) => sum + share * input.tracks[track].tempos[0].value, 0),
  );
}
