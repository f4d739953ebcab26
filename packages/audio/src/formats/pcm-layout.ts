import { TrackError } from '@rbassist/core';

export interface PcmLayout {
  sampleRate: number;
  channelCount: number;
  /** Bits per sample, in whole bytes. */
  bits: number;
  float: boolean;
  bigEndian: boolean;
  dataOffset: number;
  /** Frames that the header states; the file may contain fewer. */
  frames: number;
  /** True if two sizes in the header agree on them. */
  sizesAgree: boolean;
}

const HIGHEST_RATE = 1_000_000;
const MOST_CHANNELS = 255;

export function checkRateAndChannels(path: string, sampleRate: number, channelCount: number): void {
  if (sampleRate >= 1 && sampleRate <= HIGHEST_RATE && channelCount >= 1 && channelCount <= MOST_CHANNELS) return;
  const claim = `${channelCount} channels at ${sampleRate} Hz`;
  throw new TrackError('corrupt', path, `${path} is damaged: its header claims ${claim}.`);
}

/** Smallest size that programs such as SoX write as a placeholder when they write to a pipe. */
const UNKNOWN_SIZE = 0x7f000000;

export function isUnknownSize(stated: number, present: number): boolean {
  return stated === 0 || (stated >= UNKNOWN_SIZE && stated > present);
}

export function frameBytesOf({ channelCount, bits }: Pick<PcmLayout, 'channelCount' | 'bits'>): number {
  return (channelCount * bits) / 8;
}

export function framesPresent(layout: PcmLayout, fileBytes: number): number {
  const present = Math.floor((fileBytes - layout.dataOffset) / frameBytesOf(layout));
  return Math.max(0, Math.min(layout.frames, present));
}
