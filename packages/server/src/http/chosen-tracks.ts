import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { ServerContext } from '../server-context.ts';
import { answers, jsonBody } from './answers.ts';
import { TrackId } from './parameters.ts';
import { chosenList, TrackListName } from './track-lists.ts';

const MOST_TRACKS = 100_000;

const chooseTracks = createRoute({
  ...{ method: 'post', path: '/api/chosen-tracks', tags: ['tracks'], summary: 'Name chosen tracks as a list' },
  description:
    'The table can show the list, and a crate can start from it. The server keeps some lists until it stops.',
  request: jsonBody(z.strictObject({ ids: z.array(TrackId).min(1).max(MOST_TRACKS) })),
  responses: answers(z.object({ list: TrackListName }), 'The name of the list'),
});

/** Lists of chosen tracks. */
export function addChosenTracks(app: OpenAPIHono, { ids, chosen }: ServerContext): void {
  app.openapi(chooseTracks, (request) => {
    const paths = request.req.valid('json').ids.map((id) => ids.path(id));
    return request.json({ list: chosenList(chosen.add([...new Set(paths)])) }, 200);
  });
}
