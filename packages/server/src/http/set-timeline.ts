import { z } from '@hono/zod-openapi';
import type { MixPoints } from '@rbassist/core';

/** Part of a track that plays in a set. */
export const SetPart = z
  .object({
    startS: z.number().openapi({ description: 'Seconds of the set at which it begins' }),
    fromS: z.number().openapi({ description: 'Seconds of the track at which it begins' }),
    toS: z.number().openapi({ description: 'Seconds of the track at which it ends' }),
  })
  .openapi('SetPart');

type SetPart = z.infer<typeof SetPart>;

const BEATS_PER_BAR = 4;
/** Bars of a mix in a set; there may be room for more. */
const MOST_BARS = 32;

/** A track of a set, as far as its times need it. */
interface TimedTrack {
  duration: number | null;
  bpm: number | null;
}

/**
 * Returns the part of each track that plays: from its mix-in point to the end of the mix into the next. Without points,
 * a track plays to its end. Bars count as 4 beats, and tracks play at their own tempo.
 */
export function setTimeline(tracks: readonly TimedTrack[], points: readonly (MixPoints | undefined)[]): SetPart[] {
  let startS = 0;
  return tracks.map(({ duration, bpm }, place) => {
    const endS = duration ?? 0;
    const fromS = Math.min(points[place - 1]?.in?.timeS ?? 0, endS);
    const next = points[place];
    const outS = next?.out && next.in && next.out.timeS > fromS ? Math.min(next.out.timeS, endS) : endS;
    const bars = Math.min(next?.bars ?? 0, MOST_BARS);
    const mixS = bpm ? (bars * BEATS_PER_BAR * 60) / bpm : 0;
    const part = { startS, fromS, toS: Math.min(endS, outS + mixS) };
    startS += outS - fromS;
    return part;
  });
}

/** Returns the length of a set with its overlaps, in seconds. */
export function playedLength(parts: readonly SetPart[]): number {
  return Math.max(0, ...parts.map(({ startS, fromS, toS }) => startS + toS - fromS));
}
