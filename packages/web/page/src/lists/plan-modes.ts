/** Ways to find tracks: a set, a path between two tracks, or tracks near several. */
export const PLAN_MODES = ['set', 'bridge', 'near'] as const;

/** One of {@link PLAN_MODES}. */
export type PlanMode = (typeof PLAN_MODES)[number];
