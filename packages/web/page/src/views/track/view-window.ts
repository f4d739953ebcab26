/** The part of a track that the detail shows, in seconds. */
export interface ViewWindow {
  readonly fromS: number;
  readonly toS: number;
}

/** Shortest and longest part that the detail shows, in seconds. */
const SHORTEST_S = 1;
const LONGEST_S = 120;

/** Returns a window that starts at a time, or as near as the track allows. */
export function windowAt(fromS: number, lengthS: number, durationS: number): ViewWindow {
  const length = Math.min(lengthS, durationS);
  const from = Math.max(0, Math.min(fromS, durationS - length));
  return { fromS: from, toS: from + length };
}

/** Zooms by a factor; above 1 shows more. The time under the pointer stays where it is. */
export function zoom({ fromS, toS }: ViewWindow, factor: number, fixedS: number, durationS: number): ViewWindow {
  const length = Math.max(SHORTEST_S, Math.min((toS - fromS) * factor, LONGEST_S, durationS));
  const share = (fixedS - fromS) / (toS - fromS);
  return windowAt(fixedS - share * length, length, durationS);
}

/** Moves the window by seconds. */
export function pan({ fromS, toS }: ViewWindow, seconds: number, durationS: number): ViewWindow {
  return windowAt(fromS + seconds, toS - fromS, durationS);
}

/** Turns a page when the playing position leaves the window; returns the same window while it is inside. */
export function follow(window: ViewWindow, positionS: number, durationS: number): ViewWindow {
  if (positionS >= window.fromS && positionS <= window.toS) return window;
  const length = window.toS - window.fromS;
  return windowAt(positionS - length / 8, length, durationS);
}
