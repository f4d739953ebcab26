import { OptionError } from '@rbassist/core';
import { expect, it } from 'vitest';
import { ANALYSIS_DEFAULTS, type AnalysisOptions, analysisSettings } from './analysis-options.ts';

it('fills in what was not given', () => {
  expect(analysisSettings({})).toEqual({ ...ANALYSIS_DEFAULTS, barsWindow: undefined, knownBpm: undefined });
  expect(analysisSettings({ bpmRange: undefined, durationS: 90 })).toMatchObject({
    bpmRange: [70, 180],
    durationS: 90,
  });
});

it.each<[string, AnalysisOptions]>([
  ['rhythm', { parts: ['tempo', JSON.parse('"rhythm"')] }],
  ['rising', { bpmRange: [180, 70] }],
  ['rising', { bpmRange: [0, 70] }],
  ['rising', { bpmRange: [Number.NaN, 70] }],
  ['rising', { bpmRange: [70, 1000] }],
  ['guess', { keyProfile: JSON.parse('"guess"') }],
  ['tempoPrior', { tempoPrior: [{ bpm: 0, octaves: 0.1 }] }],
  ['tempoPrior', { tempoPrior: JSON.parse('[null]') }],
  ['tempoPrior', { tempoPrior: JSON.parse('[{"bpm": "120", "octaves": 0.1}]') }],
  ['knownBpm', { knownBpm: 0 }],
  ['gridMode', { gridMode: JSON.parse('"wobbly"') }],
  ['driftPct', { driftPct: 0 }],
  ['barsWindow', { barsWindow: 1.5 }],
  ['durationS', { durationS: 0 }],
  ['durationS', { durationS: Number.NaN }],
])('refuses invalid values, naming %s', (word, options) => {
  expect(() => analysisSettings(options)).toThrow(OptionError);
  expect(() => analysisSettings(options)).toThrow(word);
});
