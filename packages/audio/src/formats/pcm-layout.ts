import { TrackError } from '@rbassist/core';

/** Position and encoding of the plain samples in a WAV or AIFF file. */
export interface PcmLayout {
  /** Hertz. */
  sampleRate: number;
  channelCount: number;
  /** Bits per sample, in whole bytes. */
  bits: number;
  float: boolean;
  bigEndian: boolean;
  /** Bytes before the first sample. */
  dataOffset: number;
  /** Frames that the header promises; the file may hold fewer. */
  frames: number;
  /** True if two sizes in the header promise them. */
  sizesAgree: boolean;
}

const HIGHEST_RATE = 1_000_000;
const MOST_CHANNELS = 255;

/** @throws TrackError `corrupt` if no real audio has this rate or number of channels. */
export function checkRateAndChannels(path: string, sampleRate: number, channelCount: number): void {
  if (sampleRate >= 1 && sampleRate <= HIGHEST_RATE && channelCount >= 1 && channelCount <= MOST_CHANNELS) return;
  const claim = `${channelCount} channels at ${sampleRate} Hz`;
  throw new TrackError('corrupt', path, `${path} is damaged: its header claims ${claim}.`);
}

/** Smallest placeholder that programs, such as SoX, write to a pipe, where they cannot know a size. */
const UNKNOWN_SIZE = 0x7f000000;

/** True for a size that a header states because its writer did not know it. */
export function isUnknownSize(stated: number, present: number): boolean {
  return stated === 0 || (stated >= UNKNOWN_SIZE && stated > present);
}

/** Returns the size of one frame, all channels, in bytes. */
export function frameBytesOf({ channelCount, bits }: Pick<PcmLayout, 'channelCount' | 'bits'>): number {
  return (channelCount * bits) / 8;
}

/** Counts the promised frames that the file really holds. */
export function framesPresent(layout: PcmLayout, fileBytes: number): number {
  const present = Math.floor((fileBytes - layout.dataOffset) / frameBytesOf(layout));
  return Math.max(0, Math.min(layout.frames, present));
}
