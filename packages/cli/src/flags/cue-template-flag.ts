import { OptionError, readRegularFile } from '@rbassist/core';
import { type CueTemplate, parseCueTemplate } from '@rbassist/library';
import { parse } from 'yaml';
import { problemText } from './problem-text.ts';

/** File with a cue template of the user. */
export const CUE_TEMPLATE_FLAG = {
  'cue-template': { type: 'string', path: 'file', describe: 'YAML file with your own cue template' },
} as const;

const LARGEST_BYTES = 1 << 16;

/** Reads a cue template. @throws {OptionError} if the file can't be read or is not a cue template. */
export async function readCueTemplate(path: string | undefined): Promise<CueTemplate | undefined> {
  if (path === undefined) return undefined;
  try {
    return parseCueTemplate(parse((await readRegularFile(path, LARGEST_BYTES)).toString()));
  } catch (error) {
    throw new OptionError(`The --cue-template ${path} can't be used: ${problemText(error)}`, { cause: error });
  }
}
