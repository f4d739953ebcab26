/** Length of a file by its own account. */
export interface DeclaredDuration {
  /** Seconds; null if the file does not say and its frames cannot be counted. */
  durationS: number | null;
  /** True if the file promises this length, so that fewer samples mean damage. */
  declared: boolean;
  /** True if the container shows that its end is missing. */
  truncated: boolean;
}

/** Length of a file that gives no usable account. */
export const UNKNOWN_DURATION: DeclaredDuration = { durationS: null, declared: false, truncated: false };
