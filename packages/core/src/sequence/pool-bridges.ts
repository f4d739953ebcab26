import type { CurveTargets } from './curve-cost.ts';
import type { PlanRequest } from './plan-request.ts';
import type { Anchor } from './pool-anchors.ts';
import { brokenRules } from './transition-rules.ts';

/** Most places between a pinned track and the curve, and tracks for each. */
const MOST_STEPS = 5;
const TRACKS_PER_STEP = 24;

/**
 * Returns tracks that lead from pinned tracks to a curve of tempos, step by step. With `maxPitchPct`, a set can't jump
 * from a pinned track to a curve that is far from it.
 *
 * @param places Number of places that `targets` describe.
 */
export function bridgeTracks(
  request: PlanRequest,
  anchors: readonly Anchor[],
  { bpms }: CurveTargets,
  places: number,
): number[] {
  const { maxPitchPct = 0 } = request.rules;
  if (bpms === undefined || maxPitchPct === 0) return [];
  const chosen = new Set<number>();
  const step = Math.log(1 + maxPitchPct / 100);
  for (const { track, at } of anchors) {
    const own = request.input.tracks[track].tempos[0]?.value;
    if (at === undefined || own === undefined) continue;
    const wanted = bpms[Math.round(at * (places - 1))];
    const way = Math.log(wanted / own);
    const steps = Math.min(MOST_STEPS, Math.ceil(Math.abs(way) / step));
    for (let i = 1; i <= steps; i++) {
      // evenly spread, so that each step needs less than the limit
      const tempo = own * Math.exp((way * i) / (steps + 1));
      const near = nearTempo(request, tempo);
      const mixing = i > 1 ? near : near.filter((other) => mixesBothWays(request, track, other));
      for (const other of mixing.slice(0, TRACKS_PER_STEP)) chosen.add(other);
    }
  }
  return [...chosen];
}

/** Returns the tracks within half of the pitch range of a tempo, the nearest first. */
function nearTempo({ input: { tracks }, choosable, rules: { maxPitchPct = 0 } }: PlanRequest, tempo: number): number[] {
  const near: { track: number; apart: number }[] = [];
  for (const track of choosable) {
    const apart = Math.abs((tracks[track].tempos[0]?.value ?? 0) / tempo - 1);
    if (apart <= maxPitchPct / 200) near.push({ track, apart });
  }
  near.sort((a, b) => a.apart - b.apart || (tracks[a.track].path < tracks[b.track].path ? -1 : 1));
  return near.map(({ track }) => track);
}

function mixesBothWays({ input: { tracks }, rules }: PlanRequest, a: number, b: number): boolean {
  return brokenRules(tracks[a], tracks[b], rules).length + brokenRules(tracks[b], tracks[a], rules).length === 0;
}
