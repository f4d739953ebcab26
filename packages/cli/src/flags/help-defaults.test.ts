import { KEEPER_CRITERIA, RECOMMEND_DEFAULTS } from '@rbassist/core';
import {
  ANALYSIS_DEFAULTS,
  DEVICES,
  DUPLICATE_DEFAULTS,
  KEY_PROFILE_NAMES,
  MERT_PRECISIONS,
  MERT_WINDOWS,
  NORMALIZE_DEFAULTS,
  SCAN_DEFAULTS,
  TAG_REVIEW_DEFAULTS,
  TAG_SUGGESTION_DEFAULTS,
  UNCERTAIN_TRACKS_DEFAULTS,
} from '@rbassist/library';
import { expect, it } from 'vitest';
import { listCommands } from '../arguments/command-list.ts';
import { argumentSections } from '../arguments/help-text.ts';
import { COMMON_ARGUMENTS } from '../command.ts';

async function helpLines(name: string): Promise<Map<string, string>> {
  const found = listCommands().find(({ names }) => names.join(' ') === name);
  if (!found) throw new Error(`There is no command ${name}.`);
  const table = (await found.entry.load()).addFlags(COMMON_ARGUMENTS);
  const rows = argumentSections(table, COMMON_ARGUMENTS.flags).flatMap((section) => section.rows);
  return new Map(
    rows.map(({ name: spelled, text }) => [/--([a-z-]+)/.exec(spelled)?.[1] ?? '', text.replaceAll('\u00a0', ' ')]),
  );
}

const oneOf = (choices: readonly string[]) => `[one of: ${choices.join(', ')}]`;
const byDefault = (value: unknown) => `[default: ${value}]`;
const { bpmRange, gridMode, driftPct, keyProfile } = ANALYSIS_DEFAULTS;
const { weights } = RECOMMEND_DEFAULTS;

it.each([
  ['scan', 'checkpoint-every', byDefault(SCAN_DEFAULTS.saveEvery)],
  ['scan', 'time-limit-s', byDefault(SCAN_DEFAULTS.timeLimitS)],
  ['scan', 'bpm-range', byDefault(bpmRange.join('-'))],
  ['scan', 'device', oneOf(['auto', ...DEVICES, 'rocm', 'mps'])],
  ['scan', 'windows', oneOf(MERT_WINDOWS)],
  ['scan', 'precision', oneOf(MERT_PRECISIONS)],
  ['analyze', 'key-profile', byDefault(keyProfile)],
  ['analyze', 'key-profile', oneOf(KEY_PROFILE_NAMES)],
  ['beatgrid', 'mode', byDefault(gridMode)],
  ['beatgrid', 'drift-pct', byDefault(driftPct)],
  ['embed', 'checkpoint-every', byDefault(SCAN_DEFAULTS.saveEvery)],
  ['recommend', 'top', byDefault(RECOMMEND_DEFAULTS.top)],
  ['recommend', 'tempo-pct', byDefault(RECOMMEND_DEFAULTS.tempoPct)],
  ['recommend', 'w-ann', byDefault(weights.ann)],
  ['recommend', 'w-rhythm', byDefault(weights.rhythm)],
  ['normalize', 'target-lufs', byDefault(NORMALIZE_DEFAULTS.targetLufs)],
  ['normalize', 'time-limit-s', byDefault(NORMALIZE_DEFAULTS.timeLimitS)],
  ['dup-check', 'max-difference', byDefault(DUPLICATE_DEFAULTS.maxDifference)],
  ['tags-auto', 'min-samples', byDefault(TAG_SUGGESTION_DEFAULTS.minSamples)],
  ['tags-auto', 'margin', byDefault(TAG_SUGGESTION_DEFAULTS.margin)],
  ['tags-auto', 'top', byDefault(TAG_SUGGESTION_DEFAULTS.top)],
  ['tags-auto', 'prune-margin', byDefault(TAG_SUGGESTION_DEFAULTS.pruneMargin)],
  ['ai-tag review', 'min-confidence', byDefault(TAG_REVIEW_DEFAULTS.minConfidence)],
  ['ai-tag review', 'limit', byDefault(20)],
  ['ai-tag uncertain', 'strategy', byDefault(UNCERTAIN_TRACKS_DEFAULTS.strategy)],
  ['ai-tag uncertain', 'top-k', byDefault(UNCERTAIN_TRACKS_DEFAULTS.topK)],
  ['dup-stage', 'prefer', byDefault(KEEPER_CRITERIA.join(', '))],
])('%s --help shows %s with %s', async (command, flag, shown) => {
  expect((await helpLines(command)).get(flag)).toContain(shown);
});

it.each([
  ['scan', 'resume', SCAN_DEFAULTS.resume],
  ['scan', 'analyze', SCAN_DEFAULTS.analyze],
  ['scan', 'retry-failed', SCAN_DEFAULTS.retryFailed],
  ['scan', 're-embed', SCAN_DEFAULTS.reEmbed],
  ['reanalyze', 'rebuild-index', SCAN_DEFAULTS.updateIndex],
  ['recommend', 'allow-doubletime', RECOMMEND_DEFAULTS.allowDoubletime],
  ['recommend', 'camelot-neighbors', RECOMMEND_DEFAULTS.camelotNeighbors],
])('%s --help lists %s as what changes the default %s', async (command, flag, isOn) => {
  expect((await helpLines(command)).has(isOn ? `no-${flag}` : flag)).toBe(true);
});
