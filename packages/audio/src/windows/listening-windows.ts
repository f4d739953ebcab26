import { OptionError, type TimeRange } from '@rbassist/core';

/** Facts about a track that a window rule may use. */
export interface TrackOutline {
  /** Length of the track, in seconds. */
  durationS: number;
  /** First sample of the mono mix above 1e-4 of full scale, in seconds; null for silence, or while unknown. */
  firstSoundS: number | null;
}

/** Rule that picks the windows of a track. Must return the same windows for the same outline. */
export type WindowRule = (outline: TrackOutline) => TimeRange[];

/** Id of {@link introCoreLate}, with the version of its result. */
export const INTRO_CORE_LATE = 'intro-core-late/1';

/** Id of {@link introCoreLate120s}, with the version of its result. */
export const INTRO_CORE_LATE_120S = 'intro-core-late-120s/1';

const PIECES = /^(.+)\+(\d+(?:\.\d+)?)s$/;

/** Magnitude (full scale = 1) above which a track has begun. */
export const FIRST_SOUND_THRESHOLD = 1e-4;

const WHOLE_BELOW_S = 80;
const LONG_CORE_FROM_S = 140;
const EDGE_S = 10;
const LONG_CORE_S = 60;
const SHORT_CORE_S = 40;
const GAP_S = 5;
const SHORTEST_S = 1;
/** Seconds of a track that the Python rbassist uses when it picks windows. */
const PYTHON_CAP_S = 120;

/**
 * Picks windows from the whole track. A track under 80 s is one window. A longer one has up to three: 10 s from the
 * first sound; 60 s around the middle (40 s for a track under 140 s); and 10 s that end 5 s before the end, and start
 * at least 5 s after the middle window. Windows of one second or less are left out.
 */
export function introCoreLate({ durationS, firstSoundS }: TrackOutline): TimeRange[] {
  if (durationS < WHOLE_BELOW_S) return durationS > 0 ? [{ startS: 0, durationS }] : [];
  const introS = firstSoundS ?? 0;
  const coreLengthS = durationS >= LONG_CORE_FROM_S ? LONG_CORE_S : SHORT_CORE_S;
  const coreS = durationS / 2 - coreLengthS / 2;
  const lateEndS = durationS - GAP_S;
  const lateS = Math.max(lateEndS - EDGE_S, coreS + coreLengthS + GAP_S);
  return [
    { startS: introS, durationS: Math.min(EDGE_S, durationS - introS) },
    { startS: coreS, durationS: coreLengthS },
    { startS: lateS, durationS: lateEndS - lateS },
  ].filter((window) => window.durationS > SHORTEST_S);
}

/**
 * Picks the windows that the Python rbassist embeds: those of {@link introCoreLate} as if the track ended after 120 s.
 * For a longer track they are 10 s from its first sound, 40-80 s and 105-115 s.
 */
export function introCoreLate120s({ durationS, firstSoundS }: TrackOutline): TimeRange[] {
  const hasSound = firstSoundS !== null && firstSoundS < PYTHON_CAP_S;
  return introCoreLate({
    durationS: Math.min(durationS, PYTHON_CAP_S),
    firstSoundS: hasSound ? firstSoundS : null,
  });
}

/** Returns the id of {@link introCoreLate} with its windows cut into pieces of `pieceS` seconds. */
export function introCoreLateInPieces(pieceS: number): string {
  return `${INTRO_CORE_LATE}+${pieceS}s`;
}

/**
 * Returns the rule with this id: `INTRO_CORE_LATE`, `INTRO_CORE_LATE_120S` or one of {@link introCoreLateInPieces}.
 * Functions cannot be sent to a worker thread; ids can.
 *
 * @throws {OptionError} for any other id.
 */
export function windowRule(id: string): WindowRule {
  if (id === INTRO_CORE_LATE) return introCoreLate;
  if (id === INTRO_CORE_LATE_120S) return introCoreLate120s;
  const [, whole, seconds] = PIECES.exec(id) ?? [];
  const pieceS = Number(seconds);
  if (whole === INTRO_CORE_LATE && pieceS > 0) return (outline) => introCoreLate(outline).flatMap(pieces(pieceS));
  throw new OptionError(`There is no window rule "${id}".`);
}

/** Cuts a window into pieces of equal length. The last piece ends with the window and overlaps the piece before. */
function pieces(pieceS: number) {
  return ({ startS, durationS }: TimeRange): TimeRange[] => {
    if (durationS <= pieceS) return [{ startS, durationS }];
    return Array.from({ length: Math.ceil(durationS / pieceS) }, (_, i) => ({
      startS: startS + Math.min(i * pieceS, durationS - pieceS),
      durationS: pieceS,
    }));
  };
}
