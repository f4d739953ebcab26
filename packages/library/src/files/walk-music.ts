import { type SkipReason, type WalkEvent, walkAudio } from '@rbassist/audio';

export type MusicEvent = WalkEvent | { type: 'walk'; found: number };

/** A file or folder that a walk skipped, with the reason. A folder includes everything in it. */
export interface SkippedPath {
  path: string;
  reason: SkipReason;
}

export type SkippedCounts = Partial<Record<SkipReason, number>>;

const REPORT_EVERY = 100;

/** Reports the count from time to time. Ends early after an abort. */
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

export function countSkipped(counts: SkippedCounts, { reason }: Pick<SkippedPath, 'reason'>): void {
  counts[reason] = (counts[reason] ?? 0) + 1;
}
