import { extname } from 'node:path';
import { readEncoderDelay } from '@rbassist/audio';
import { type EncoderDelay, type OptionRule, optionRules, TrackError, type TrackRecord } from '@rbassist/core';
import { clockShiftS, type DjClock } from '@rbassist/rekordbox';

/** Milliseconds by which a DJ program's times of MP3s are later than rbassist's. `auto` reads them from each file. */
export type Mp3Offset = 'auto' | number;

/** Largest offset, in milliseconds. A larger one is a mistake, e.g. a number in another unit. */
const LARGEST_OFFSET_MS = 1000;

/** Rule of an option of type {@link Mp3Offset}. */
export const MP3_OFFSET_RULE: OptionRule = (value) =>
  value === 'auto' || (!optionRules.finiteNumber(value) && Math.abs(value as number) <= LARGEST_OFFSET_MS)
    ? undefined
    : `auto or milliseconds from -${LARGEST_OFFSET_MS} to ${LARGEST_OFFSET_MS}`;

/** Difference between a DJ program's times and rbassist's. */
export interface ProgramShift {
  /** Seconds to add to rbassist's times of the track; to subtract from the program's. */
  seconds: number;
  /** False if rbassist needs the file and can't read it. `seconds` is then 0. */
  isKnown: boolean;
}

const MP3 = '.mp3';
/** Formats whose encoders put a delay before the music. */
const DELAYED = [MP3, '.mp2', '.mp1', '.mpga', '.m4a', '.m4b', '.m4r', '.mp4', '.aac'];

type DelayFacts = Pick<TrackRecord, 'encoder_delay' | 'embedding_decoder'>;

/**
 * Returns the difference between a DJ program's times and rbassist's for one track. Export adds it, import subtracts
 * it. A fixed `mp3Offset` replaces it for MP3s only.
 */
export async function programShift(
  path: string,
  record: DelayFacts | undefined,
  { clock, mp3Offset = 'auto' }: { clock: DjClock; mp3Offset?: Mp3Offset },
): Promise<ProgramShift> {
  if (clock === 'samples') return { seconds: 0, isKnown: true };
  const delay = await encoderDelayOf(path, record);
  const isMp3 = delay ? delay.header !== 'aac' : extname(path).toLowerCase() === MP3;
  if (mp3Offset !== 'auto' && isMp3) return { seconds: mp3Offset / 1000, isKnown: true };
  return { seconds: clockShiftS(delay ?? undefined, clock), isKnown: delay !== undefined };
}

/**
 * Returns the start of a track's file: as its scan stored it, else from the file's header.
 *
 * @returns null if the format has no delay, undefined if the file can't be read.
 */
export async function encoderDelayOf(
  path: string,
  record: DelayFacts | undefined,
): Promise<EncoderDelay | null | undefined> {
  if (record?.encoder_delay) return record.encoder_delay;
  if (!DELAYED.includes(extname(path).toLowerCase())) return null;
  try {
    return await readEncoderDelay(path, { decoder: record?.embedding_decoder });
  } catch (error) {
    if (error instanceof TrackError) return undefined;
    throw error;
  }
}
