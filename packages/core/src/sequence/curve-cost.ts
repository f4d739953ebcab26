import type { MixTrack } from '../recommend/mix-track.ts';
import type { PlanRequest } from './plan-request.ts';
import { type CurveName, curveValues, ENERGY_CURVES } from './set-curve.ts';

/** Cost of a track whose energy or tempo is unknown: about that of a random one. */
const UNKNOWN_COST = 0.3;
/** Tempo difference from the curve, in percent, that costs 1. */
const TEMPO_RANGE_PCT = 20;
/** Cost of playing a track at half or double time. */
const DOUBLETIME_COST = 0.15;

/** Wanted energies and tempos by place; undefined without a curve. */
export interface CurveTargets {
  energies?: readonly number[] | undefined;
  bpms?: readonly number[] | undefined;
}

/** Returns the values of a request's curves at each place. */
export function curveTargets(request: PlanRequest, places: number): CurveTargets {
  const { energyCurve, bpmCurve } = request.options;
  return {
    energies:
      typeof energyCurve === 'string'
        ? namedEnergies(request, energyCurve, places)
        : energyCurve && curveValues(energyCurve, places),
    bpms: bpmCurve && curveValues(bpmCurve, places),
  };
}

function namedEnergies(
  { input: { tracks }, pinned }: PlanRequest,
  name: CurveName,
  places: number,
): number[] | undefined {
  const known = (some: readonly MixTrack[]) =>
    some
      .flatMap(({ energy, state }) => (energy === undefined || state !== 'playable' ? [] : energy))
      .sort((a, b) => a - b);
  const own = name === 'steady' ? known([...pinned].map((track) => tracks[track])) : [];
  const energies = own.length > 0 ? own : known(tracks);
  if (energies.length === 0) return undefined;
  return curveValues(ENERGY_CURVES[name], places).map((share) => energies[Math.round(share * (energies.length - 1))]);
}

/** Prepares the distance from targets, 0..1 for each kind, by place and position in `tracks`; undefined for none. */
export function targetCosts(
  { energies, bpms }: CurveTargets,
  tracks: readonly MixTrack[],
  allowDoubletime: boolean,
): ((place: number, track: number) => number) | undefined {
  const places = energies?.length ?? bpms?.length;
  if (places === undefined) return undefined;
  const costs = new Float64Array(places * tracks.length);
  for (let place = 0; place < places; place++) {
    for (const [i, track] of tracks.entries()) {
      const energy = energies ? energyCost(track, energies[place]) : 0;
      const tempo = bpms ? tempoCost(track, bpms[place], allowDoubletime) : 0;
      costs[place * tracks.length + i] = energy + tempo;
    }
  }
  return (place, track) => costs[place * tracks.length + track];
}

function energyCost({ energy }: MixTrack, target: number): number {
  return energy === undefined ? UNKNOWN_COST : Math.min(1, Math.abs(energy - target));
}

/** Returns the expected cost over the possible tempos. */
function tempoCost({ tempos }: MixTrack, target: number, allowDoubletime: boolean): number {
  let [cost, unknown] = [0, 1];
  for (const { value, probability } of tempos) {
    const at = (bpm: number) => Math.abs(value / bpm - 1) / (TEMPO_RANGE_PCT / 100);
    const doubletime = allowDoubletime ? DOUBLETIME_COST + Math.min(at(2 * target), at(target / 2)) : 1;
    cost += probability * Math.min(1, at(target), doubletime);
    unknown -= probability;
  }
  return cost + Math.max(0, unknown) * UNKNOWN_COST;
}
