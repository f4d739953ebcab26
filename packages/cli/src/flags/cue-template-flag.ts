import { OptionError, readRegularFile } from '@rbassist/core';
import { type CueTemplate, parseCueTemplate } from '@rbassist/library';
import { parse } from 'yaml';
import { readProblem } from './read-problem.ts';

/** A layout of cues of one's own. */
export const CUE_TEMPLATE_FLAG = {
  'cue-template': { type: 'string', path: 'file', describe: 'YAML file with your own layout of cues' },
} as const;

/** Bytes of the largest layout that can be meant. */
const LARGEST_BYTES = 1 << 16;

/** @throws {OptionError} if the file can't be read or is no layout of cues. */
export async function readCueTemplate(path: string | undefined): Promise<CueTemplate | undefined> {
  if (path === undefined) return undefined;
  try {
    return parseCueTemplate(parse((await readRegularFile(path, LARGEST_BYTES)).toString()));
  } catch (error) {
    throw new OptionError(`The --cue-template ${path} can't be used: ${readProblem(error)}`, { cause: error });
  }
}
