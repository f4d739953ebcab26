import { aacRate } from '../encoder-delay/aac-codec.ts';
import { AudioFile } from './audio-file.ts';
import type { AudioFormat } from './audio-format.ts';
import { boxesAt } from './mp4-boxes.ts';
import { boxInside, contentOf, firstAudioTrack } from './mp4-track.ts';
import { formatOf } from './sniff-format.ts';
import { readWavHeader } from './wav-header.ts';

/** Formats that Chromium, Firefox and Safari 18.4 play whatever is inside. */
const PLAYED: Partial<Record<AudioFormat, string>> = {
  mp3: 'audio/mpeg',
  flac: 'audio/flac',
  adts: 'audio/aac',
  'ogg-vorbis': 'audio/ogg; codecs=vorbis',
  'ogg-opus': 'audio/ogg; codecs=opus',
};
const WAV_BITS = [16, 24];
const WAV_CHANNELS = 2;

/**
 * Returns the media type of a file that browsers play as it is: MP3, AAC, FLAC, Ogg Vorbis or Opus, and WAV of 16 or 24
 * bits in mono or stereo. Returns undefined for any other audio.
 *
 * @throws {TrackError} `missing`, `unreadable`, `not-audio` or `corrupt`.
 * @see https://developer.mozilla.org/docs/Web/Media/Guides/Formats/Audio_codecs
 */
export async function browserType(path: string): Promise<string | undefined> {
  const file = await AudioFile.open(path);
  try {
    const format = await formatOf(file);
    if (format === 'wav') return (await isPlainWav(file)) ? 'audio/wav' : undefined;
    // the other codec of MP4, ALAC, plays only in Safari
    if (format === 'mp4') return (await isAac(file)) ? 'audio/mp4; codecs="mp4a.40.2"' : undefined;
    return PLAYED[format];
  } finally {
    await file.close();
  }
}

async function isPlainWav(file: AudioFile): Promise<boolean> {
  const layout = await readWavHeader(file).catch(() => undefined);
  return layout !== undefined && !layout.float && WAV_BITS.includes(layout.bits) && layout.channelCount <= WAV_CHANNELS;
}

async function isAac(file: AudioFile): Promise<boolean> {
  const [moov] = await boxesAt(file, ['moov']);
  const found = moov && (await firstAudioTrack(file, moov));
  return !!found && aacRate(await contentOf(file, await boxInside(file, found.media, 'minf', 'stbl', 'stsd'))) !== null;
}
