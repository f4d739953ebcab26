import { OptionError, type TimeRange } from '@rbassist/core';

/** What a rule for listening windows may know of a track. */
export interface TrackOutline {
  /** Seconds. */
  durationS: number;
  /** Where its mono mix first exceeds {@link FIRST_SOUND_THRESHOLD}, in seconds; null for silence, or while unknown. */
  firstSoundS: number | null;
}

/** Says which parts of a track to listen to. Always the same for the same outline. */
export type WindowRule = (outline: TrackOutline) => TimeRange[];

/** Id of {@link introCoreLate}; changes whenever its result does. */
export const INTRO_CORE_LATE = 'intro-core-late/1';

/** What a rule's id ends with where it cuts its windows into pieces. */
const PIECES = /^(.+)\+(\d+(?:\.\d+)?)s$/;

/** Magnitude (full scale = 1) above which a track is taken to have begun. */
export const FIRST_SOUND_THRESHOLD = 1e-4;

const WHOLE_BELOW_S = 80;
const LONG_CORE_FROM_S = 140;
const EDGE_S = 10;
const LONG_CORE_S = 60;
const SHORT_CORE_S = 40;
const GAP_S = 5;
const SHORTEST_S = 1;

/**
 * The windows that the Python rbassist embeds: a track under 80 s whole; otherwise 10 s from the first sound, 60 s (40 s
 * under 140 s) around the middle, and 10 s that end 5 s before the end and begin no earlier than 5 s after the middle
 * part. A window of a second or less is left out.
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

/** Id of {@link introCoreLate} with its windows cut into pieces of so many seconds, as {@link windowRule} knows it. */
export function introCoreLateInPieces(pieceS: number): string {
  return `${INTRO_CORE_LATE}+${pieceS}s`;
}

/**
 * The rule that an id stands for, e.g. on the other side of a thread.
 *
 * @throws {OptionError} for an id that is none.
 */
export function windowRule(id: string): WindowRule {
  if (id === INTRO_CORE_LATE) return introCoreLate;
  const [, whole, seconds] = PIECES.exec(id) ?? [];
  const pieceS = Number(seconds);
  if (whole === INTRO_CORE_LATE && pieceS > 0) return (outline) => introCoreLate(outline).flatMap(pieces(pieceS));
  throw new OptionError(`There is no rule for listening windows called "${id}".`);
}

/** The last piece of a window ends with it, so that no piece is shorter unless the window is. */
function pieces(pieceS: number) {
  return ({ startS, durationS }: TimeRange): TimeRange[] => {
    if (durationS <= pieceS) return [{ startS, durationS }];
    return Array.from({ length: Math.ceil(durationS / pieceS) }, (_, i) => ({
      startS: startS + Math.min(i * pieceS, durationS - pieceS),
      durationS: pieceS,
    }));
  };
}
