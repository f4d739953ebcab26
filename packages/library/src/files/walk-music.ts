import { type WalkEvent, walkAudio } from '@rbassist/audio';

/** An event of walking folders, or the number of audio files found so far. */
export type MusicEvent = WalkEvent | { type: 'walk'; found: number };

const REPORT_EVERY = 100;

/** Walks files and folders for audio files, and reports now and then how many it found. Ends early after an abort. */
export async function* walkMusic(
  paths: readonly string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<MusicEvent> {
  let found = 0;
  for await (const event of walkAudio(paths)) {
    if (signal?.aborted) return;
    yield event;
    if (event.type === 'file' && ++found % REPORT_EVERY === 0) yield { type: 'walk', found };
  }
}
