import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { ServerContext } from '../server-context.ts';
import { bytesAnswers } from './answers.ts';
import { bytesResponse } from './bytes-response.ts';
import { OneTrack } from './parameters.ts';

const getAudio = createRoute({
  method: 'get',
  path: '/api/tracks/{id}/audio',
  summary: 'Play a track',
  description:
    'The file itself if browsers play it: MP3, AAC, FLAC, Ogg Vorbis and Opus, and plain WAV. Otherwise, or with ' +
    '`as=wav`, a WAV file of 16 bits, decoded from the time at which the range starts.',
  request: { params: OneTrack, query: z.object({ as: z.enum(['file', 'wav']).default('file') }) },
  responses: bytesAnswers(['audio/*'], 'The sound, or the range of bytes that the request asks for'),
});

/** The sound of tracks. */
export function addAudio(app: OpenAPIHono, { library, ids }: ServerContext): void {
  app.openapi(getAudio, async (request) => {
    const { id } = request.req.valid('param');
    return bytesResponse(request, await library.audio(ids.path(id), request.req.valid('query')));
  });
}
