/** Length of a file before it is decoded. */
export interface DeclaredDuration {
  /** Seconds; null if the file does not say and its frames cannot be counted. */
  durationS: number | null;
  /** True if the file's parts agree on this length, so that fewer samples mean damage. */
  declared: boolean;
  /** True if the file ends inside a frame, a packet or a chunk of samples. */
  truncated: boolean;
  /** True if rate or channels change in mid-file, or if there are gaps in the audio. */
  irregular?: boolean;
  /** Length that a header states, in seconds, where the rest of the file proves it wrong. */
  statedS?: number;
}

/** Length of a file that gives no usable account. */
export const UNKNOWN_DURATION: DeclaredDuration = { durationS: null, declared: false, truncated: false };

const SHORT_SHARE = 0.01;
const SHORT_S = 0.1;

/** True if over 1 % and over 0.1 s of an expected length is missing; less is common and harmless. */
export function isWellShort(seconds: number, expectedS: number): boolean {
  const missingS = expectedS - seconds;
  return missingS > SHORT_S && missingS > SHORT_SHARE * expectedS;
}
