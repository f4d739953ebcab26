import { OptionError } from '../errors.ts';
import { checkOptions, type OptionRule, optionRules, wholeFrom } from '../options/check-options.ts';
import { artistKeys } from '../recommend/artist-names.ts';
import type { MixTrack } from '../recommend/mix-track.ts';
import { WEIGHT_PRESETS } from '../recommend/presets.ts';
import type { ScoreWeights } from '../recommend/score-parts.ts';
import { scoreWeights } from '../recommend/score-weights.ts';
import { checkBpmCurve, checkEnergyCurve } from './set-curve.ts';
import type { PlanInput, PlanOptions } from './set-plan.ts';
import { TRANSITION_RULES, type TransitionRules } from './transition-rules.ts';

/** Defaults of the options of `planSet`. `length` does not apply if `durationS` is given. */
export const PLAN_DEFAULTS = {
  length: 20,
  keepOrder: false,
  artistSpacing: 2,
} as const satisfies PlanOptions;

/** Rules of {@link PlanOptions}, without those of curves, which need a closer look. */
export const PLAN_RULES = {
  seeds: optionRules.textList,
  keepOrder: optionRules.flag,
  length: optionRules.positiveInteger,
  durationS: optionRules.positiveNumber,
  start: optionRules.text,
  end: optionRules.text,
  energyCurve: () => undefined,
  bpmCurve: () => undefined,
  locked: (value) => (isLockedList(value) ? undefined : 'a list of {place, path}, places from 0'),
  exclude: optionRules.textList,
  artistSpacing: wholeFrom(0),
  transitionRules: optionRules.options,
  weights: optionRules.options,
  exact: optionRules.flag,
  timeLimitS: optionRules.positiveNumber,
  signal: optionRules.signal,
  onProgress: optionRules.callback,
} satisfies Record<keyof PlanOptions, OptionRule>;

function isLockedList(value: unknown): boolean {
  return Array.isArray(value) && value.every(isLock);
}

function isLock(lock: unknown): boolean {
  if (typeof lock !== 'object' || lock === null) return false;
  const { place, path } = lock as { place?: unknown; path?: unknown };
  return Number.isInteger(place) && Number(place) >= 0 && typeof path === 'string';
}

/** Seconds of a track if no length is known at all. */
const USUAL_LENGTH_S = 270;

/** Options of a plan, checked, with paths as positions in `input.tracks`. */
export interface PlanRequest {
  input: PlanInput;
  options: PlanOptions;
  /** Number of tracks; with `durationS`, an estimate. */
  places: number;
  /** Seeds in the order of the option. */
  seeds: readonly number[];
  /** Positions by option that names them. */
  start?: number;
  end?: number;
  locked: readonly { place: number; track: number }[];
  /** All tracks that the options name. */
  pinned: ReadonlySet<number>;
  /** Tracks that may be chosen, without the pinned ones and other versions of their songs. */
  choosable: readonly number[];
  isChoosable: (track: number) => boolean;
  spacing: number;
  rules: TransitionRules;
  weights: ScoreWeights;
  medianLengthS: number;
  /** Returns the length in seconds; the median if it is unknown. */
  lengthOf: (track: number) => number;
}

/**
 * Checks the options of a plan and looks up its paths.
 *
 * @throws {OptionError} for an invalid option, an unknown path, or options that contradict each other.
 */
export function readRequest(input: PlanInput, options: PlanOptions): PlanRequest {
  checkPlanOptions(options);
  const positions = new Map(input.tracks.map(({ path }, track) => [path, track]));
  const find = (option: string, path: string): number => {
    const track = positions.get(path);
    if (track !== undefined) return track;
    throw new OptionError(`${option} names a track that is not in the library: ${path}.`, { option });
  };
  const given = (option: 'start' | 'end') => {
    const path = options[option];
    return path === undefined ? undefined : find(option, path);
  };
  const [start, end] = [given('start'), given('end')];
  const seeds = [...new Set((options.seeds ?? []).map((path) => find('seeds', path)))];
  const locked = (options.locked ?? []).map(({ place, path }) => ({ place, track: find('locked', path) }));
  const excluded = new Set((options.exclude ?? []).map((path) => positions.get(path)));
  const named = { start: [start], end: [end], seeds, locked: locked.map(({ track }) => track) };
  for (const [option, tracks] of Object.entries(named)) {
    const refused = tracks.find((track) => track !== undefined && excluded.has(track));
    if (refused === undefined) continue;
    throw new OptionError(`${option} and exclude name the same track: ${input.tracks[refused].path}.`, { option });
  }
  const pinned = new Set(Object.values(named).flat());
  pinned.delete(undefined);

  const medianLengthS = medianLength(input);
  const pinnedSongs = new Set([...pinned].map((track) => input.song?.(track!)));
  pinnedSongs.delete(undefined);
  const choosable = [...input.tracks.keys()].filter((track) => {
    const { state, path } = input.tracks[track];
    // of two tracks with one path, only the last is known
    if (state !== 'playable' || pinned.has(track) || excluded.has(track) || positions.get(path) !== track) return false;
    return pinnedSongs.size === 0 || !pinnedSongs.has(input.song?.(track));
  });
  const isChoosable = new Uint8Array(input.tracks.length);
  for (const track of choosable) isChoosable[track] = 1;
  const request: Omit<PlanRequest, 'places'> = {
    input,
    options,
    seeds,
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
    locked,
    pinned: pinned as Set<number>,
    choosable,
    isChoosable: (track) => isChoosable[track] === 1,
    spacing: options.artistSpacing ?? PLAN_DEFAULTS.artistSpacing,
    rules: options.transitionRules ?? {},
    weights: scoreWeights(options.weights ?? {}, WEIGHT_PRESETS.balanced),
    medianLengthS,
    lengthOf: (track) => knownLength(input.tracks[track]) ?? medianLengthS,
  };
  return { ...request, places: countPlaces(request) };
}

function checkPlanOptions(options: PlanOptions): void {
  checkOptions(options, PLAN_RULES);
  checkOptions(options.transitionRules ?? {}, TRANSITION_RULES, 'transitionRules.');
  if (options.energyCurve !== undefined) checkEnergyCurve(options.energyCurve);
  if (options.bpmCurve !== undefined) checkBpmCurve(options.bpmCurve);
  if (options.length !== undefined && options.durationS !== undefined) {
    throw new OptionError('length and durationS exclude each other. Give one of them.', { option: 'length' });
  }
}

function medianLength({ tracks }: PlanInput): number {
  const known = tracks.flatMap((track) => knownLength(track) ?? []).sort((a, b) => a - b);
  return known[known.length >> 1] ?? USUAL_LENGTH_S;
}

function knownLength({ durationS = 0 }: MixTrack): number | undefined {
  return durationS > 0 ? durationS : undefined;
}

function countPlaces(request: Omit<PlanRequest, 'places'>): number {
  const { options, pinned, lengthOf, medianLengthS } = request;
  if (options.durationS === undefined) return options.length ?? PLAN_DEFAULTS.length;
  const free = [...pinned].reduce((left, track) => left - lengthOf(track), options.durationS);
  return Math.max(leastPlaces(request), pinned.size + Math.round(free / medianLengthS));
}

/** Returns the smallest number of places for the tracks that the options name. */
export function leastPlaces({ pinned, locked }: Pick<PlanRequest, 'pinned' | 'locked'>): number {
  return Math.max(1, pinned.size, ...locked.map(({ place }) => place + 1));
}

/**
 * Returns the tracks of places that the options fix.
 *
 * @throws {OptionError} for options that contradict each other at this number of places.
 */
export function fixedPlaces(request: PlanRequest, places: number): Map<number, number> {
  const { input, start, end, locked } = request;
  const pathOf = (track: number) => input.tracks[track].path;
  const fixed = new Map<number, { track: number; option: string }>();
  const placeOf = new Map<number, { place: number; option: string }>();
  const fix = (option: string, place: number, track: number) => {
    if (place >= places) {
      const message = `locked has place ${place}, but the set has ${places} tracks, at places from 0.`;
      throw new OptionError(message, { option });
    }
    const other = fixed.get(place);
    if (other !== undefined && other.track !== track) {
      const message = `${other.option} and ${option} name two tracks for one place: ${pathOf(other.track)} and ${pathOf(track)}.`;
      throw new OptionError(message, { option });
    }
    const known = placeOf.get(track);
    if (known !== undefined && known.place !== place) {
      const message = `${known.option} and ${option} name one track for two places: ${pathOf(track)}.`;
      throw new OptionError(message, { option });
    }
    fixed.set(place, { track, option });
    placeOf.set(track, { place, option });
  };
  if (start !== undefined) fix('start', 0, start);
  if (end !== undefined) fix('end', places - 1, end);
  for (const { place, track } of locked) fix('locked', place, track);
  checkSeeds(request, places, placeOf);
  checkSpacing(request, places, placeOf);
  return new Map([...fixed].map(([place, { track }]) => [place, track]));
}

type Places = ReadonlyMap<number, { place: number; option: string }>;

function checkSeeds({ seeds, pinned, options, input }: PlanRequest, places: number, placeOf: Places): void {
  if (pinned.size > places) {
    const message = `The set has ${places} tracks, but the options name ${pinned.size}. Raise length, or name fewer.`;
    throw new OptionError(message, { option: 'length' });
  }
  if (!options.keepOrder) return;
  const taken = new Set([...placeOf.values()].map(({ place }) => place));
  let next = 0;
  for (const seed of seeds) {
    const fixed = placeOf.get(seed);
    while (fixed === undefined && taken.has(next)) next++;
    const place = fixed?.place ?? next;
    if (place < next || place >= places) {
      const message = `keepOrder can't keep the order of seeds at ${input.tracks[seed].path}: ${fixed ? `${fixed.option} puts it elsewhere` : 'no place is left for it'}.`;
      throw new OptionError(message, { option: 'keepOrder' });
    }
    next = place + 1;
  }
}

/** Checks an `artistSpacing` that the caller chose. The default may be broken. */
function checkSpacing({ options, pinned, input }: PlanRequest, places: number, placeOf: Places): void {
  const { artistSpacing: spacing = 0 } = options;
  if (spacing === 0) return;
  const byArtist = new Map<string, number[]>();
  for (const track of pinned) {
    for (const key of artistKeys(input.tracks[track].artist)) byArtist.set(key, [...(byArtist.get(key) ?? []), track]);
  }
  for (const tracks of byArtist.values()) {
    const fixed = tracks.flatMap((track) => placeOf.get(track)?.place ?? []).sort((a, b) => a - b);
    const isClose = fixed.some((place, i) => i > 0 && place - fixed[i - 1] <= spacing);
    if (!isClose && (tracks.length - 1) * (spacing + 1) < places) continue;
    const name = input.tracks[tracks[0]].artist;
    const message = `artistSpacing ${spacing} is impossible: the options name ${tracks.length} tracks by ${name}${isClose ? ' at places too close' : ''}.`;
    throw new OptionError(message, { option: 'artistSpacing' });
  }
}
