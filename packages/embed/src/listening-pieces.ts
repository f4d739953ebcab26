import { introCoreLate, type TrackOutline } from '@rbassist/audio';
import type { TimeRange } from '@rbassist/core';

/**
 * The canonical windows in pieces, for a model that wants them short; the last piece of a window ends with it, so that no piece is shorter unless
 * the window is.
 *
 * @param pieceS Length of a piece, in seconds above 0.
 */
export function listeningPieces(outline: TrackOutline, pieceS: number): TimeRange[] {
  return introCoreLate(outline).flatMap(({ startS, durationS }) => {
    if (durationS <= pieceS) return [{ startS, durationS }];
    return Array.from({ length: Math.ceil(durationS / pieceS) }, (_, i) => ({
      startS: startS + Math.min(i * pieceS, durationS - pieceS),
      durationS: pieceS,
    }));
  });
}
