import type { EncoderDelay } from '@rbassist/core';
import type { DjClock } from '../model/dj-track.ts';

/**
 * Returns the seconds to add to a time counted by rbassist to get the time of a DJ program, for one file.
 *
 * - Rekordbox trims nothing. It decodes the frame with the tag Info as silence if its LAME tag is valid, else skips it.
 * - Traktor decodes the frame with the tag as silence, valid or not. A file without a tag has no such frame.
 * - Serato has one frame more than the raw decode in every MP3: Mixxx subtracts 26 ms at 44.1 kHz and 24 ms at 48 kHz.
 * - Engine DJ is unknown: no measurement of it was found.
 *
 * @param delay Start of the file; undefined if it is unknown or has no delay.
 */
export function clockShiftS(delay: EncoderDelay | undefined, clock: DjClock): number {
  if (delay === undefined || clock === 'samples') return 0;
  const { header, cut_samples: cut, frame_samples: frame, sample_rate: rate } = delay;
  if (header === 'aac') return clock === 'rekordbox' ? cut / rate : 0;
  if (clock === 'rekordbox') return (cut + (header === 'lame' ? frame : 0)) / rate;
  if (clock === 'traktor') return (cut + (header === 'none' ? 0 : frame)) / rate;
  if (clock === 'serato') return (cut + frame) / rate;
  return 0;
}
