import type { PlanOptions } from '@rbassist/core';

/** Options of a planned set. Tracks are paths, or words of an artist, title or path in any order. */
export type SetOptions = Omit<PlanOptions, 'signal'>;
