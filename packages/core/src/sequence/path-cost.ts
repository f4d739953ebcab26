import { type CurveTargets, targetCosts } from './curve-cost.ts';
import type { PlanRequest } from './plan-request.ts';

/** Angles of a track's vector to those of the first and the last track, in radians; undefined without vectors. */
export interface PathAngles {
  toFirst: number;
  toLast: number;
}

/** Returns the angles between a track and the ends of a path. */
export function pathAngles({ input, start, end }: PlanRequest, track: number): PathAngles | undefined {
  const [first, last] = [input.distance(start!, track), input.distance(track, end!)];
  return first === undefined || last === undefined ? undefined : { toFirst: angleOf(first), toLast: angleOf(last) };
}

function angleOf(distance: number): number {
  return Math.acos(Math.min(1, Math.max(-1, 1 - distance)));
}

/**
 * Prepares the distance from an even path, by place and position in `tracks`: 0..1 each for the sound, which should be
 * as near to the first track as the place is, the tempo and the energy. What is unknown at an end costs nothing.
 */
export function pathCosts(
  request: PlanRequest,
  places: number,
  tracks: readonly number[],
): (place: number, i: number) => number {
  const { input, rules } = request;
  const fractions = Array.from({ length: places }, (_, place) => (places > 1 ? place / (places - 1) : 0));
  const targets = targetCosts(
    pathTargets(request, fractions),
    tracks.map((track) => input.tracks[track]),
    !rules.noDoubletime,
  );
  const progress = tracks.map((track) => {
    const angles = pathAngles(request, track);
    return angles && angles.toFirst / (angles.toFirst + angles.toLast || 1);
  });
  return (place, i) => {
    const at = progress[i];
    return (at === undefined ? 0 : Math.abs(at - fractions[place])) + (targets?.(place, i) ?? 0);
  };
}

function pathTargets({ input, start, end, rules }: PlanRequest, fractions: readonly number[]): CurveTargets {
  const [first, last] = [input.tracks[start!], input.tracks[end!]];
  const bpm = first.tempos[0]?.value;
  const lastBpm = last.tempos[0]?.value;
  const energies = first.energy !== undefined && last.energy !== undefined ? [first.energy, last.energy] : undefined;
  return {
    energies: energies && fractions.map((at) => energies[0] + at * (energies[1] - energies[0])),
    bpms:
      bpm !== undefined && lastBpm !== undefined
        ? fractions.map((at) => bpm * (heardTempo(lastBpm, bpm, rules.noDoubletime) / bpm) ** at)
        : undefined,
  };
}

/** Returns the tempo, its double or its half: the nearest to another tempo, since it may play so. */
function heardTempo(bpm: number, other: number, noDoubletime = false): number {
  const change = (value: number) => Math.abs(Math.log(value / other));
  const choices = noDoubletime ? [bpm] : [bpm, 2 * bpm, bpm / 2];
  return choices.reduce((nearest, value) => (change(value) < change(nearest) ? value : nearest));
}
