export interface ReliabilityBin {
  /** Range of confidence: from (inclusive) and to (exclusive, except 1). */
  from: number;
  to: number;
  n: number;
  /** Mean stated confidence, and share of right results; equal for a reliable system. */
  stated: number;
  right: number;
}

const EDGES = [0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 1];

/** Compares the confidence of a system with its accuracy. Leaves out empty bins. */
export function reliability(answers: readonly { stated: number; right: boolean }[]): ReliabilityBin[] {
  return EDGES.slice(0, -1).flatMap((from, i) => {
    const to = EDGES[i + 1];
    const inside = answers.filter(({ stated }) => stated >= from && (stated < to || to === 1));
    if (inside.length === 0) return [];
    const stated = inside.reduce((sum, answer) => sum + answer.stated, 0) / inside.length;
    return [{ from, to, n: inside.length, stated, right: inside.filter(({ right }) => right).length / inside.length }];
  });
}
