/** Words for the score of a mix, the best first. */
export const MIX_GRADES = ['good', 'fair', 'rough'] as const;

/** Lowest scores of good and of fair mixes. Two random tracks of a library score 0.5 or so. */
const LOWEST = { good: 0.7, fair: 0.55 } as const;

/** Returns the word for a score, 0..1. */
export function mixGrade(score: number): (typeof MIX_GRADES)[number] {
  if (score >= LOWEST.good) return 'good';
  return score >= LOWEST.fair ? 'fair' : 'rough';
}
