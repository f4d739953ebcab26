export interface DeclaredDuration {
  /** Seconds; null if the file does not state them and its frames cannot be counted. */
  durationS: number | null;
  /** True if parts of the file agree on this length, so that fewer samples mean damage. */
  declared: boolean;
  /** True if the file ends inside a frame, a packet or a chunk of samples. */
  truncated: boolean;
  /** True if rate or channels change in mid-file, or if there are gaps in the audio. */
  irregular?: boolean;
  /** Length that a header states, in seconds, if the rest of the file shows that it is wrong. */
  statedS?: number;
}

export const UNKNOWN_DURATION: DeclaredDuration = { durationS: null, declared: false, truncated: false };

const SHORT_SHARE = 0.01;
const SHORT_S = 0.1;

/** True if more than 1 % and 0.1 s is missing. Less is common and harmless. */
export function isWellShort(seconds: number, expectedS: number): boolean {
  const missingS = expectedS - seconds;
  return missingS > SHORT_S && missingS > SHORT_SHARE * expectedS;
}
