import { CURVE_NAMES, PLAN_DEFAULTS } from '@rbassist/core';
import type { SetOptions } from '@rbassist/library';
import type { ValuesOf } from '../arguments/argument-table.ts';
import { SET_FILTER_FLAGS, trackFilters } from './filter-flags.ts';
import { readBpmCurve, readEnergyCurve } from './read-curve.ts';
import { BALANCED_WEIGHT_FLAGS, PRESET_FLAG, weightOptions } from './weight-flags.ts';

const TRACK_FLAGS = {
  exclude: { type: 'string', array: true, valueName: 'track', describe: 'Leave this track out' },
  'artist-spacing': {
    type: 'number',
    valueName: 'tracks',
    defaultText: PLAN_DEFAULTS.artistSpacing,
    describe: 'Minimum number of other tracks between two of one artist',
  },
} as const;

const TIME_FLAG = {
  'time-limit-s': {
    type: 'number',
    valueName: 'seconds',
    describe: 'End the search after that time, with the best so far',
  },
} as const;

/** Curves and rules that also apply when a set is filled or ordered. They replace those of its plan. */
export const PLAN_AGAIN_FLAGS = {
  energy: {
    type: 'string',
    valueName: 'curve',
    option: 'energyCurve',
    describe: `Energy over the set: ${CURVE_NAMES.join(', ')}, or numbers from 0 to 1, e.g. 0.3,0.9,0.5`,
  },
  bpm: {
    type: 'string',
    valueName: 'range',
    option: 'bpmCurve',
    describe: 'Tempo over the set, e.g. 120-128, or 118,126,122',
  },
  ...TRACK_FLAGS,
  ...TIME_FLAG,
} as const;

/** Rules, filters and weights of a path between two tracks. */
export const PATH_FLAGS = {
  ...TRACK_FLAGS,
  'max-pitch': {
    type: 'number',
    valueName: 'percent',
    option: 'transitionRules.maxPitchPct',
    describe: 'Maximum change of the pitch fader from one track to the next',
  },
  'allow-doubletime': {
    type: 'boolean',
    default: true,
    describe: 'Forbid mixes at half or double time',
  },
  'keys-must-mix': { type: 'boolean', default: false, describe: 'Forbid mixes whose keys clash' },
  'max-loudness': {
    type: 'number',
    valueName: 'LU',
    option: 'transitionRules.maxLoudnessLu',
    describe: 'Maximum difference in loudness from one track to the next',
  },
  ...TIME_FLAG,
  ...SET_FILTER_FLAGS,
  ...PRESET_FLAG,
  ...BALANCED_WEIGHT_FLAGS,
} as const;

/** Curves, rules, filters and weights of a planned set. */
export const PLAN_FLAGS = { ...PLAN_AGAIN_FLAGS, ...PATH_FLAGS } as const;

/**
 * Returns the library options for {@link PLAN_AGAIN_FLAGS}.
 *
 * @throws {OptionError} for a curve that can't be read.
 */
export function planAgainOptions(flags: ValuesOf<typeof PLAN_AGAIN_FLAGS>) {
  const [energyCurve, bpmCurve] = [readEnergyCurve(flags.energy), readBpmCurve(flags.bpm)];
  return {
    ...(energyCurve !== undefined && { energyCurve }),
    ...(bpmCurve !== undefined && { bpmCurve }),
    ...trackOptions(flags),
  };
}

function trackOptions({ exclude, artistSpacing, timeLimitS }: ValuesOf<typeof TRACK_FLAGS & typeof TIME_FLAG>) {
  return {
    ...(exclude.length > 0 && { exclude }),
    ...(artistSpacing !== undefined && { artistSpacing }),
    ...(timeLimitS !== undefined && { timeLimitS }),
  };
}

/** Returns the library options for {@link PLAN_FLAGS}. Throws as {@link planAgainOptions}, and for a filter. */
export function planOptions(flags: ValuesOf<typeof PLAN_FLAGS>): SetOptions {
  return { ...planAgainOptions(flags), ...pathOptions(flags) };
}

/**
 * Returns the library options for {@link PATH_FLAGS}.
 *
 * @throws {OptionError} for a length or a date that can't be read.
 */
export function pathOptions(flags: ValuesOf<typeof PATH_FLAGS>) {
  const { maxPitch, allowDoubletime, keysMustMix, maxLoudness } = flags;
  const transitionRules = {
    ...(maxPitch !== undefined && { maxPitchPct: maxPitch }),
    ...(!allowDoubletime && { noDoubletime: true }),
    ...(keysMustMix && { keysMustMix }),
    ...(maxLoudness !== undefined && { maxLoudnessLu: maxLoudness }),
  };
  const filters = Object.entries(trackFilters(flags)).filter(([, value]) => isFilter(value));
  return {
    ...trackOptions(flags),
    ...(Object.keys(transitionRules).length > 0 && { transitionRules }),
    ...(filters.length > 0 && { filters: Object.fromEntries(filters) }),
    weights: weightOptions(flags),
  };
}

/** Returns true for a value that filters: the plan of a saved set should not list the others. */
function isFilter(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== 0;
}
