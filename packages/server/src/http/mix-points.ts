import { z } from '@hono/zod-openapi';
import type { MixPoints as FoundPoints } from '@rbassist/core';
import { orNull } from './answers.ts';

const MixPoint = z.object({ timeS: z.number(), reason: z.string(), cue: z.string().optional() }).openapi('MixPoint');

/** Places to mix from one track into another, as members of an answer. */
export const MIX_POINTS = {
  mixOut: orNull(MixPoint).openapi({ description: 'Place to leave the first track' }),
  mixIn: orNull(MixPoint).openapi({ description: 'Place to enter the second track' }),
  mixBars: z.number().nullable().openapi({ description: 'Longest mix that both have room for' }),
};

const Points = z.object(MIX_POINTS);

/** Returns places to mix as members of an answer. */
export function pointsOf({ out, in: into, bars }: FoundPoints): z.infer<typeof Points> {
  return { mixOut: out ?? null, mixIn: into ?? null, mixBars: bars ?? null };
}
