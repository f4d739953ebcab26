import { readFile } from 'node:fs/promises';
import type { CueTemplate, KeyProfileName } from '@rbassist/analyze';
import { errorMessage, OptionError } from '@rbassist/core';

/** Flags of commands that listen to tracks in a pool of workers. */
export const LISTENING_FLAGS = {
  workers: {
    type: 'number',
    alias: 'num-workers',
    requiresArg: true,
    describe: 'Tracks listened to at once [one per core less one]',
  },
  'retry-failed': { type: 'boolean', default: false, describe: 'Try unchanged files again that failed before' },
  'checkpoint-every': { type: 'number', requiresArg: true, describe: 'Save after so many tracks [50]' },
  'time-limit-s': { type: 'number', requiresArg: true, describe: 'Give up on a track after so many seconds [600]' },
} as const;

/** The range in which a tempo is expected. */
export const BPM_RANGE_FLAG = {
  'bpm-range': {
    type: 'string',
    requiresArg: true,
    describe: 'Tempos that are likely; others are found too [70-180]',
  },
} as const;

/** What keys are compared with. Its names are not listed here, so that `--help` loads nothing. */
export const KEY_PROFILE_FLAG = {
  'key-profile': {
    type: 'string',
    requiresArg: true,
    describe: 'How the notes of a key are weighed, by name; see the docs of @rbassist/analyze',
  },
} as const;

/** A layout of cues of one's own. */
export const CUE_TEMPLATE_FLAG = {
  'cue-template': { type: 'string', requiresArg: true, describe: 'YAML file with your own layout of cues' },
} as const;

const RANGE = /^(\d+(?:\.\d+)?)\s*[-–]\s*(\d+(?:\.\d+)?)$/;

/** @throws {OptionError} where the text is not two numbers. */
export function parseBpmRange(text: string | undefined): [number, number] | undefined {
  if (text === undefined) return undefined;
  const [, slowest, fastest] = RANGE.exec(text.trim()) ?? [];
  if (slowest === undefined) throw new OptionError(`--bpm-range must be two tempos such as 70-180, got "${text}".`);
  return [Number(slowest), Number(fastest)];
}

/** Seconds to listen to, where 0 and none mean the whole track. */
export function parseDuration(flag: string, seconds: number | undefined): number | undefined {
  if (seconds !== undefined && !(seconds >= 0))
    throw new OptionError(`${flag} must be 0 for the whole track or a number of seconds, got ${seconds}.`);
  return seconds || undefined;
}

/** @throws {OptionError} where there is no such profile. */
export async function parseKeyProfile(name: string | undefined): Promise<KeyProfileName | undefined> {
  if (name === undefined) return undefined;
  const { KEY_PROFILE_NAMES } = await import('@rbassist/analyze');
  const found = KEY_PROFILE_NAMES.find((known) => known === name);
  if (!found) throw new OptionError(`--key-profile must be one of ${KEY_PROFILE_NAMES.join(', ')}, got "${name}".`);
  return found;
}

/** @throws {OptionError} where the file cannot be read or is no layout of cues. */
export async function readCueTemplate(path: string | undefined): Promise<CueTemplate | undefined> {
  if (path === undefined) return undefined;
  const { parse } = await import('yaml');
  const { parseCueTemplate } = await import('@rbassist/analyze');
  try {
    return parseCueTemplate(parse(await readFile(path, 'utf8')));
  } catch (error) {
    throw new OptionError(`The --cue-template ${path} cannot be used: ${errorMessage(error)}`, { cause: error });
  }
}
