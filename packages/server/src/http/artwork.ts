import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { NotFoundError } from '@rbassist/library';
import type { ServerContext } from '../server-context.ts';
import { bytesAnswers } from './answers.ts';
import { bytesOf, bytesResponse } from './bytes-response.ts';
import { OneTrack } from './parameters.ts';

const getArtwork = createRoute({
  method: 'get',
  path: '/api/tracks/{id}/artwork',
  summary: 'Show the picture of a track',
  description: 'The picture in its tags, or else one such as cover.jpg in the same folder. 404 without one.',
  request: { params: OneTrack },
  responses: bytesAnswers(['image/jpeg', 'image/png', 'image/gif', 'image/webp'], 'The picture'),
});

/** The pictures of tracks. */
export function addArtwork(app: OpenAPIHono, { library, ids }: ServerContext): void {
  app.openapi(getArtwork, async (request) => {
    const path = ids.path(request.req.valid('param').id);
    const picture = await library.artwork(path);
    if (!picture) throw new NotFoundError(`${path} has no picture.`);
    const { type, bytes, version } = picture;
    return bytesResponse(request, { type, size: bytes.length, version, read: bytesOf(bytes) });
  });
}
