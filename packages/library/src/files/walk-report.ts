/** Files after which walking folders reports its progress. */
export const WALK_REPORT_EVERY = 100;
