import type { MixTrack } from '../recommend/mix-track.ts';
import type { PlanRequest } from './plan-request.ts';
import { curveValues, ENERGY_CURVES } from './set-curve.ts';

/** Cost of a track whose energy or tempo is unknown: about that of a random one. */
const UNKNOWN_COST = 0.3;
/** Tempo difference from the curve, in percent, that costs 1. */
const TEMPO_RANGE_PCT = 20;
/** Cost of playing a track at half or double time. */
const DOUBLETIME_COST = 0.15;

/** Wanted energies and tempos by place; undefined without a curve. */
interface CurveTargets {
  energies?: readonly number[];
  bpms?: readonly number[];
}

/** Prepares the distance from the curves, 0..1 for each, by place and candidate. */
export function curveCosts(
  request: PlanRequest,
  places: number,
  tracks: readonly number[],
): (place: number, candidate: number) => number {
  const { energies, bpms } = curveTargets(request, places);
  if (!energies && !bpms) return () => 0;
  const allowDoubletime = !request.rules.noDoubletime;
  const costs = Float64Array.from({ length: places * tracks.length }, (_, i) => {
    const track = request.input.tracks[tracks[i % tracks.length]];
    const place = Math.floor(i / tracks.length);
    return (
      (energies ? energyCost(track, energies[place]) : 0) + (bpms ? tempoCost(track, bpms[place], allowDoubletime) : 0)
    );
  });
  return (place, candidate) => costs[place * tracks.length + candidate];
}

function curveTargets({ input, options, pinned }: PlanRequest, places: number): CurveTargets {
  const { energyCurve, bpmCurve } = options;
  return {
    ...(energyCurve !== undefined && {
      energies:
        typeof energyCurve === 'string'
          ? namedEnergies(input.tracks, pinned, energyCurve, places)
          : curveValues(energyCurve, places),
    }),
    ...(bpmCurve !== undefined && { bpms: curveValues(bpmCurve, places) }),
  };
}

function namedEnergies(
  tracks: readonly MixTrack[],
  pinned: ReadonlySet<number>,
  name: keyof typeof ENERGY_CURVES,
  places: number,
): number[] | undefined {
  const known = (some: Iterable<MixTrack>) =>
    [...some]
      .flatMap(({ energy, state }) => (energy === undefined || state !== 'playable' ? [] : energy))
      .sort((a, b) => a - b);
  const own = name === 'steady' ? known([...pinned].map((track) => tracks[track])) : [];
  const energies = own.length > 0 ? own : known(tracks);
  if (energies.length === 0) return undefined;
  return curveValues(ENERGY_CURVES[name], places).map((share) => energies[Math.round(share * (energies.length - 1))]);
}

function energyCost({ energy }: MixTrack, target: number): number {
  return energy === undefined ? UNKNOWN_COST : Math.min(1, Math.abs(energy - target));
}

/** Returns the expected cost over the possible tempos. */
function tempoCost({ tempos }: MixTrack, target: number, allowDoubletime: boolean): number {
  let [cost, unknown] = [0, 1];
  for (const { value, probability } of tempos) {
    const at = (bpm: number) => Math.abs(value / bpm - 1) / (TEMPO_RANGE_PCT / 100);
    const half = allowDoubletime ? DOUBLETIME_COST + Math.min(at(2 * target), at(target / 2)) : 1;
    cost += probability * Math.min(1, at(target), half);
    unknown -= probability;
  }
  return cost + Math.max(0, unknown) * UNKNOWN_COST;
}
