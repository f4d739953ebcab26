import { z } from '@hono/zod-openapi';
import { Track, trackAnswer } from '../../http/track.ts';
import { TrackId } from '../parameters.ts';
import { defineTool } from '../tool.ts';
import { trackPath } from '../track-names.ts';

const { copies, sets } = Track.shape;

/** Describes one track. */
export const getTrack = defineTool({
  name: 'get_track',
  title: 'Describe a track',
  description:
    'Tells all that the library knows of a track: tempo and key with their alternatives and origins, tags, cues, sections, loudness, copies, and the sets that it is in.',
  input: z.strictObject({ track: TrackId }),
  output: Track.omit({ path: true, folder: true, tempos: true, bitrate: true, sampleRate: true, color: true }).extend({
    tempoChanges: z.number().int().describe('Places where the tempo changes'),
    copies: z.array(copies.element.omit({ path: true })),
    sets,
  }),
  async run(context, { track }, { signal }) {
    const path = await trackPath(context, track);
    signal.throwIfAborted();
    const answer = await trackAnswer(path, context);
    const tempoChanges = Math.max(0, answer.tempos.value.length - 1);
    return { text: answer.name, data: { ...answer, tempoChanges } };
  },
});
