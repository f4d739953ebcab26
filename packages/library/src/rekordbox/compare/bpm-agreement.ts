/** Kinds of agreement of two tempos, ours and theirs. A ratio such as 2:1 means that ours is twice theirs. */
export const BPM_KINDS = ['within-0.05', 'within-0.5', '2:1', '1:2', '2:3', '3:2', '4:3', '3:4', 'other'] as const;

/** One of {@link BPM_KINDS}. */
export type BpmKind = (typeof BPM_KINDS)[number];

const RATIOS: readonly [kind: BpmKind, ratio: number][] = [
  ['2:1', 2],
  ['1:2', 1 / 2],
  ['3:2', 3 / 2],
  ['2:3', 2 / 3],
  ['4:3', 4 / 3],
  ['3:4', 3 / 4],
];
const SAME_RATIO = 0.01;
/** Allows for a difference of 0.05 in numbers that are rounded. */
const ROUNDING = 1e-6;

export function bpmKind(ours: number, theirs: number): BpmKind {
  const difference = Math.abs(ours - theirs);
  if (difference <= 0.05 + ROUNDING) return 'within-0.05';
  if (difference <= 0.5 + ROUNDING) return 'within-0.5';
  return RATIOS.find(([, ratio]) => Math.abs(ours / theirs / ratio - 1) <= SAME_RATIO)?.[0] ?? 'other';
}
