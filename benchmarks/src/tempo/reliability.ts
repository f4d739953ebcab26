/** Tracks of which a system is about as sure. */
export interface ReliabilityBin {
  /** Confidence, from (included) and to; the last one includes 1. */
  from: number;
  to: number;
  n: number;
  /** Mean confidence stated, and share that is right; alike where a system knows itself. */
  stated: number;
  right: number;
}

const EDGES = [0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 1];

/** Compares how sure a system is with how often it is right. Bins without tracks are left out. */
export function reliability(answers: readonly { stated: number; right: boolean }[]): ReliabilityBin[] {
  return EDGES.slice(0, -1).flatMap((from, i) => {
    const to = EDGES[i + 1];
    const inside = answers.filter(({ stated }) => stated >= from && (stated < to || to === 1));
    if (inside.length === 0) return [];
    const stated = inside.reduce((sum, answer) => sum + answer.stated, 0) / inside.length;
    return [{ from, to, n: inside.length, stated, right: inside.filter(({ right }) => right).length / inside.length }];
  });
}
