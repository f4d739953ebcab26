import { groupByTag, type TaggedTrack } from './tagged-track.ts';

/** Examples that are compared with each track. More take longer: each track is compared with all of them. */
const MOST_EXAMPLES = 2000;

/**
 * Returns the tracks to learn from. If there are too many, takes tracks of every tag in turn, the rarest tag first, so
 * that rare tags keep theirs. The choice is the same at every run, and keeps the order.
 */
export function chooseExamples(
  tracks: readonly TaggedTrack[],
  minSamples: number,
  most = MOST_EXAMPLES,
): TaggedTrack[] {
  if (tracks.length <= most) return [...tracks];
  const groups = groupByTag(tracks, 1).sort((a, b) => a.members.length - b.members.length);
  const queues = [...groups.filter(enough(minSamples)), ...groups.filter((group) => !enough(minSamples)(group))].map(
    ({ members }) => members.toSorted((a, b) => scatter(a) - scatter(b)),
  );
  const chosen = new Set<number>();
  for (let turn = 0; chosen.size < most; turn++) {
    for (const queue of queues) if (turn < queue.length && chosen.size < most) chosen.add(queue[turn]);
  }
  return tracks.filter((_, i) => chosen.has(i));
}

function enough(minSamples: number) {
  return ({ members }: { members: readonly number[] }) => members.length >= minSamples;
}

/** Spreads neighbouring positions, which are tracks of one album (Knuth's multiplicative hash). */
function scatter(position: number): number {
  return Math.imul(position + 1, 0x9e3779b1) >>> 0;
}
