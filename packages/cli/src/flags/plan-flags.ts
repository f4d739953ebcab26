import { CURVE_NAMES, PLAN_DEFAULTS, RECOMMEND_DEFAULTS } from '@rbassist/core';
import type { SetOptions } from '@rbassist/library';
import type { ValuesOf } from '../arguments/argument-table.ts';
import { SET_FILTER_FLAGS, trackFilters } from './filter-flags.ts';
import { readBpmCurve, readEnergyCurve } from './read-curve.ts';
import {
  BALANCED_WEIGHT_FLAGS,
  givenWeights,
  PLANNED_WEIGHT_FLAGS,
  PRESET_FLAG,
  weightOptions,
} from './weight-flags.ts';

const TRACK_FLAGS = {
  exclude: {
    type: 'string',
    array: true,
    valueName: 'name',
    describe: 'Leave out this track, artist, tag, playlist file or set',
  },
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

const CURVE_FLAGS = {
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
} as const;

const RULE_FLAGS = {
  'max-pitch': {
    type: 'number',
    valueName: 'percent',
    option: 'transitionRules.maxPitchPct',
    defaultText: 'no limit',
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
    defaultText: 'no limit',
    describe: 'Maximum difference in loudness from one track to the next',
  },
} as const;

/** Rules, filters and weights of a path between two tracks. */
export const PATH_FLAGS = {
  ...TRACK_FLAGS,
  ...RULE_FLAGS,
  ...TIME_FLAG,
  ...SET_FILTER_FLAGS,
  ...PRESET_FLAG,
  ...BALANCED_WEIGHT_FLAGS,
} as const;

/** Curves, rules, filters and weights of a planned set. */
export const PLAN_FLAGS = { ...CURVE_FLAGS, ...PATH_FLAGS } as const;

/** Curves, rules and weights of a set that is ordered again. They replace those of its plan. */
export const ORDER_FLAGS = {
  ...CURVE_FLAGS,
  ...TRACK_FLAGS,
  ...RULE_FLAGS,
  'allow-doubletime': {
    type: 'boolean',
    describe: 'Allow mixes at half and double time again; --no-allow-doubletime forbids them',
  },
  'keys-must-mix': {
    type: 'boolean',
    describe: 'Forbid mixes whose keys clash; --no-keys-must-mix allows them again',
  },
  ...TIME_FLAG,
  ...PRESET_FLAG,
  ...PLANNED_WEIGHT_FLAGS,
} as const;

/** {@link ORDER_FLAGS}, and the filters of the tracks that a set gets. */
export const FILL_FLAGS = { ...ORDER_FLAGS, ...SET_FILTER_FLAGS } as const;

/**
 * Returns the library options for {@link ORDER_FLAGS}. Without a preset, only the weights that were given.
 *
 * @throws {OptionError} for a curve that can't be read.
 */
export function orderOptions(flags: ValuesOf<typeof ORDER_FLAGS>): SetOptions {
  const weights = givenWeights(flags);
  const allOfPreset = flags.preset === undefined ? {} : RECOMMEND_DEFAULTS.weights;
  return {
    ...curveOptions(flags),
    ...trackOptions(flags),
    ...ruleOptions(flags),
    ...(Object.keys(weights).length > 0 && { weights: { ...allOfPreset, ...weights } }),
  };
}

/** Returns the library options for {@link FILL_FLAGS}. Throws as {@link planOptions}. */
export function fillOptions(flags: ValuesOf<typeof FILL_FLAGS>): SetOptions {
  return { ...orderOptions(flags), ...setFilters(flags) };
}

/**
 * Returns the library options for {@link PLAN_FLAGS}.
 *
 * @throws {OptionError} for a curve, a length or a date that can't be read.
 */
export function planOptions(flags: ValuesOf<typeof PLAN_FLAGS>): SetOptions {
  return { ...curveOptions(flags), ...pathOptions(flags) };
}

/**
 * Returns the library options for {@link PATH_FLAGS}.
 *
 * @throws {OptionError} for a length or a date that can't be read.
 */
export function pathOptions(flags: ValuesOf<typeof PATH_FLAGS>) {
  const { allowDoubletime, keysMustMix } = flags;
  const limits = {
    ...flags,
    allowDoubletime: allowDoubletime ? undefined : false,
    keysMustMix: keysMustMix || undefined,
  };
  return { ...trackOptions(flags), ...ruleOptions(limits), ...setFilters(flags), weights: weightOptions(flags) };
}

function curveOptions(flags: ValuesOf<typeof CURVE_FLAGS>) {
  const [energyCurve, bpmCurve] = [readEnergyCurve(flags.energy), readBpmCurve(flags.bpm)];
  return { ...(energyCurve !== undefined && { energyCurve }), ...(bpmCurve !== undefined && { bpmCurve }) };
}

function trackOptions({ exclude, artistSpacing, timeLimitS }: ValuesOf<typeof TRACK_FLAGS & typeof TIME_FLAG>) {
  return {
    ...(exclude.length > 0 && { exclude }),
    ...(artistSpacing !== undefined && { artistSpacing }),
    ...(timeLimitS !== undefined && { timeLimitS }),
  };
}

interface RuleValues {
  maxPitch?: number;
  allowDoubletime?: boolean;
  keysMustMix?: boolean;
  maxLoudness?: number;
}

function ruleOptions({ maxPitch, allowDoubletime, keysMustMix, maxLoudness }: RuleValues) {
  const transitionRules = {
    ...(maxPitch !== undefined && { maxPitchPct: maxPitch }),
    ...(allowDoubletime !== undefined && { noDoubletime: !allowDoubletime }),
    ...(keysMustMix !== undefined && { keysMustMix }),
    ...(maxLoudness !== undefined && { maxLoudnessLu: maxLoudness }),
  };
  return Object.keys(transitionRules).length > 0 ? { transitionRules } : {};
}

function setFilters(flags: ValuesOf<typeof SET_FILTER_FLAGS>) {
  const filters = Object.entries(trackFilters(flags)).filter(([, value]) => isFilter(value));
  return filters.length > 0 ? { filters: Object.fromEntries(filters) } : {};
}

/** Returns true for a value that filters: the plan of a saved set should not list the others. */
function isFilter(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== 0;
}
