import type { AudioFormat } from '../formats/audio-format.ts';
import { parseMetadata } from '../formats/parse-metadata.ts';

const GAIN = /^(replaygain|r128)_/i;

/** Reads every tag of a file but those of gain, cover art included, for comparison. */
export async function otherTags(path: string, format: AudioFormat): Promise<Record<string, unknown>> {
  const { common } = await parseMetadata(path, format, { skipCovers: false });
  return Object.fromEntries(Object.entries(common).filter(([name]) => !GAIN.test(name)));
}
