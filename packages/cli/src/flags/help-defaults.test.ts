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
} from '@rbassist/library';
import { expect, it } from 'vitest';
import { argumentSections, helpText } from '../arguments/help-text.ts';
import { COMMON_ARGUMENTS } from '../command.ts';
import { COMMANDS, commandName } from '../commands.ts';

/** The lines of a command's help, by flag. */
async function helpLines(name: string): Promise<Map<string, string>> {
  const entry = COMMANDS.find((command) => commandName(command) === name);
  if (!entry || !('load' in entry)) throw new Error(`There is no command ${name}.`);
  const table = (await entry.load()).addFlags(COMMON_ARGUMENTS);
  const help = helpText(argumentSections(table, COMMON_ARGUMENTS.flags), 500);
  const lines = help.split('\n').flatMap((line) => {
    const flag = /--([a-z-]+)/.exec(line)?.[1];
    return flag === undefined ? [] : [[flag, line] as const];
  });
  return new Map(lines);
}

const quoted = (choices: readonly string[]) => `[choices: ${choices.map((choice) => `"${choice}"`).join(', ')}]`;
const { bpmRange, gridMode, driftPct, keyProfile } = ANALYSIS_DEFAULTS;
const { weights } = RECOMMEND_DEFAULTS;

it.each([
  ['scan', 'checkpoint-every', `[${SCAN_DEFAULTS.saveEvery}]`],
  ['scan', 'time-limit-s', `[${SCAN_DEFAULTS.timeLimitS}]`],
  ['scan', 'retry-failed', `[default: ${SCAN_DEFAULTS.retryFailed}]`],
  ['scan', 're-embed', `[default: ${SCAN_DEFAULTS.reEmbed}]`],
  ['scan', 'resume', `[default: ${SCAN_DEFAULTS.resume}]`],
  ['scan', 'analyze', `[default: ${SCAN_DEFAULTS.analyze}]`],
  ['scan', 'bpm-range', `[${bpmRange.join('-')}]`],
  ['scan', 'device', quoted(['auto', ...DEVICES, 'rocm', 'mps'])],
  ['scan', 'windows', quoted(MERT_WINDOWS)],
  ['scan', 'precision', quoted(MERT_PRECISIONS)],
  ['analyze', 'key-profile', `[${keyProfile}]`],
  ['analyze', 'key-profile', quoted(KEY_PROFILE_NAMES)],
  ['beatgrid', 'mode', `[default: "${gridMode}"]`],
  ['beatgrid', 'drift-pct', `[default: ${driftPct}]`],
  ['embed', 'checkpoint-every', `[${SCAN_DEFAULTS.saveEvery}]`],
  ['reanalyze', 'rebuild-index', `[default: ${SCAN_DEFAULTS.updateIndex}]`],
  ['recommend', 'top', `[default: ${RECOMMEND_DEFAULTS.top}]`],
  ['recommend', 'tempo-pct', `[default: ${RECOMMEND_DEFAULTS.tempoPct}]`],
  ['recommend', 'allow-doubletime', `[default: ${RECOMMEND_DEFAULTS.allowDoubletime}]`],
  ['recommend', 'camelot-neighbors', `[default: ${RECOMMEND_DEFAULTS.camelotNeighbors}]`],
  ['recommend', 'w-ann', `[default: ${weights.ann}]`],
  ['recommend', 'w-rhythm', `[default: ${weights.rhythm}]`],
  ['normalize', 'target-lufs', `[${NORMALIZE_DEFAULTS.targetLufs}]`],
  ['normalize', 'time-limit-s', `[${NORMALIZE_DEFAULTS.timeLimitS}]`],
  ['dup-check', 'max-difference', `[${DUPLICATE_DEFAULTS.maxDifference}]`],
  ['dup-stage', 'prefer', `[${KEEPER_CRITERIA.join(', ')}]`],
])('%s --help shows %s with %s', async (command, flag, shown) => {
  expect((await helpLines(command)).get(flag)).toContain(shown);
});
