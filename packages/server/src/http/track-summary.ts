import { z } from '@hono/zod-openapi';
import { fileStem, isUncertainBpm, isUncertainKey, type MixTrack, mixTrack } from '@rbassist/core';
import type { AnswerContext } from '../server-context.ts';
import { pathId } from '../track-ids.ts';
import { TrackId } from './parameters.ts';

/** Facts of a track that a list shows. `null` is unknown. */
export const TrackSummary = z
  .object({
    id: TrackId,
    path: z.string(),
    title: z.string().openapi({ description: "The file's name if the track has no title" }),
    artist: z.string().nullable(),
    genre: z.string().nullable(),
    duration: z.number().nullable().openapi({ description: 'Seconds' }),
    bpm: z.number().nullable(),
    bpmUncertain: z.boolean(),
    key: z.string().nullable().openapi({ description: 'Camelot, such as "8A"' }),
    keyUncertain: z.boolean(),
    energy: z.number().nullable().openapi({ description: '0..1' }),
    rating: z.number().nullable().openapi({ description: 'Stars, 0..5' }),
    tags: z.array(z.string()),
    state: z
      .enum(['playable', 'failed', 'missing', 'staged', 'unknown'])
      .openapi({ description: '`unknown`: the track is not in the library' }),
  })
  .openapi('TrackSummary');

/** See {@link TrackSummary}. */
export type TrackSummary = z.infer<typeof TrackSummary>;

/**
 * Summarises a track.
 *
 * @param known Facts of the track, if the caller has them.
 */
export function summaryOf({ library }: Pick<AnswerContext, 'library'>, path: string, known?: MixTrack): TrackSummary {
  const record = library.track(path);
  if (record === undefined) return { ...UNKNOWN, id: pathId(path), path, title: fileStem(path), tags: [] };
  const { title, artist, genre, durationS, energy, rating, tags, state, tempos, keys } =
    known ?? mixTrack(path, record);
  return {
    id: pathId(path),
    path,
    title: title ?? fileStem(path),
    artist: artist ?? null,
    genre: genre ?? null,
    duration: durationS ?? null,
    bpm: tempos[0]?.value ?? null,
    bpmUncertain: isUncertainBpm(record),
    key: keys[0]?.value ?? null,
    keyUncertain: isUncertainKey(record),
    energy: energy ?? null,
    rating: rating ?? null,
    tags: [...tags],
    state,
  };
}

const UNKNOWN = {
  artist: null,
  genre: null,
  duration: null,
  bpm: null,
  bpmUncertain: false,
  key: null,
  keyUncertain: false,
  energy: null,
  rating: null,
  state: 'unknown',
} as const;
