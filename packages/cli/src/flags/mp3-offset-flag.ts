import { OptionError } from '@rbassist/core';
import { quoteWord } from '../arguments/usage-error.ts';

/** The time of MP3s in a DJ program. */
export const MP3_OFFSET_FLAG = {
  'mp3-offset': {
    type: 'string',
    valueName: 'auto|ms',
    defaultText: 'auto',
    describe: 'Milliseconds by which the times of MP3s are later in the DJ program; auto reads them from each file',
  },
} as const;

/** Parses `--mp3-offset`. @throws {OptionError} if the text is neither auto nor a number. */
export function parseMp3Offset(text: string | undefined): 'auto' | number | undefined {
  if (text === undefined || text === 'auto') return text;
  const offset = text.trim() === '' ? Number.NaN : Number(text.trim().replace(/(?<=\d)\s*ms$/, ''));
  if (Number.isFinite(offset)) return offset;
  throw new OptionError(`--mp3-offset must be auto or a number of milliseconds such as 26, not ${quoteWord(text)}.`);
}
