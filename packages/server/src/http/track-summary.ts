import { z } from '@hono/zod-openapi';
import { fileStem, isUncertainBpm, isUncertainKey, type MixTrack, mixTrack } from '@rbassist/core';
import type { ServerContext } from '../server-context.ts';
import { trackId } from '../track-ids.ts';

/** Short name of a track, from an earlier answer. */
export const TrackId = z
  .string()
  .regex(/^[\w-]{11}$/)
  .openapi({ description: 'Short name of a track', example: 'Zk3v_0aBx9Q' });

/** What a list shows of a track. */
export const TrackSummary = z
  .object({
    id: TrackId,
    path: z.string().openapi({ description: 'To show; no request takes it' }),
    title: z.string().openapi({ description: 'Name of the file if the title is unknown' }),
    artist: z.string().optional(),
    genre: z.string().optional(),
    durationS: z.number().optional(),
    bpm: z.number().optional(),
    bpmUncertain: z.boolean(),
    key: z.string().optional().openapi({ description: 'Camelot, e.g. 8A' }),
    keyUncertain: z.boolean(),
    energy: z.number().optional().openapi({ description: '0 to 1' }),
    rating: z.number().optional(),
    tags: z.array(z.string()),
    state: z.enum(['playable', 'failed', 'missing', 'staged', 'unknown']).openapi({
      description: '`unknown`: the track is not in the library',
    }),
  })
  .openapi('TrackSummary');

/** See {@link TrackSummary}. */
export type TrackSummary = z.infer<typeof TrackSummary>;

/** Summarises a track by the facts that the library knows of it. */
export function summaryOf({ library }: Pick<ServerContext, 'library'>, path: string, known?: MixTrack): TrackSummary {
  const record = library.track(path);
  if (record === undefined) return unknownTrack(path);
  const track = known ?? mixTrack(path, record);
  const { artist, genre, durationS, energy, rating, tags, state } = track;
  return {
    id: trackId(path),
    path,
    title: track.title ?? fileStem(path),
    ...{ artist, genre, durationS, energy, rating, state },
    bpm: track.tempos[0]?.value,
    bpmUncertain: isUncertainBpm(record),
    key: track.keys[0]?.value,
    keyUncertain: isUncertainKey(record),
    tags: [...tags],
  };
}

function unknownTrack(path: string): TrackSummary {
  const certain = { bpmUncertain: false, keyUncertain: false };
  return { ...certain, id: trackId(path), path, title: fileStem(path), tags: [], state: 'unknown' };
}
