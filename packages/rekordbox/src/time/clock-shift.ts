import type { EncoderDelay } from '@rbassist/core';
import type { DjClock } from '../model/dj-track.ts';

/**
 * Returns the seconds to add to a time counted by rbassist to get the time of a DJ program, for one file. `cut` is the
 * part of the start that rbassist's decoder cut, `frame` is one MP3 frame.
 *
 * - MP3 without a Xing or Info tag: Rekordbox 0, Traktor 0. Decoders cut nothing from such a file.
 * - Info tag without LAME, or a LAME tag with a wrong CRC: Rekordbox `cut`, Traktor `cut + frame`.
 * - LAME tag with a valid CRC: Rekordbox `cut + frame`, Traktor `cut + frame`.
 * - AAC: Rekordbox `cut`, the others 0, since nobody measured them.
 *
 * Rekordbox trims nothing, and decodes the frame with a valid LAME tag as silence. Traktor decodes the frame with any
 * tag as silence. Serato is `cut + frame` in every MP3: Mixxx subtracts 26 ms at 44.1 kHz and 24 ms at 48 kHz. Engine
 * DJ is 0, since no measurement was found.
 *
 * @param delay Start of the file; undefined if it is unknown or has no delay, which gives 0.
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
