import type { AudioFormat } from './audio-decoder.ts';
import { parseMetadata } from './music-metadata.ts';

const GAIN = /^(replaygain|r128)_/i;

/** Every tag of a file that another program can see, cover art included, but those of gain; for comparing. */
export async function otherTags(path: string, format: AudioFormat): Promise<Record<string, unknown>> {
  const { common } = await parseMetadata(path, format, { skipCovers: false });
  return Object.fromEntries(Object.entries(common).filter(([name]) => !GAIN.test(name)));
}
