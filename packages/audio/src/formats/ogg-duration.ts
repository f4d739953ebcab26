import type { AudioFile } from './audio-file.ts';
import { type DeclaredDuration, UNKNOWN_DURATION } from './declared-duration.ts';
import { oggAudio } from './ogg-audio.ts';
import type { OggHeader } from './ogg-header.ts';

/** Ignores the positions that the pages state. A missing end mark is no sign of damage: some encoders never set it. */
export async function oggDuration(file: AudioFile): Promise<DeclaredDuration> {
  const pages = oggAudio(file);
  let durationS = 0;
  let header: OggHeader | null = null;
  let irregular = false;
  let count = 0;
  for (;;) {
    const { value, done } = await pages.next();
    if (done && durationS <= 0) return { ...UNKNOWN_DURATION, truncated: true };
    // ffmpeg miscounts the samples of a stream of one page
    if (done) return { durationS, declared: true, truncated: value, irregular: irregular || count === 1 };
    count++;
    const skipped = value.header === header ? 0 : value.header.preSkip;
    irregular ||= !value.follows || (header !== null && formatOf(header) !== formatOf(value.header));
    header = value.header;
    durationS += (value.samples - skipped) / value.header.sampleRate;
  }
}

function formatOf({ sampleRate, channelCount }: OggHeader): string {
  return `${sampleRate}/${channelCount}`;
}
