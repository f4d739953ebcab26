import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { ServerContext } from '../server-context.ts';
import { answers, jsonBody } from './answers.ts';
import { TrackId } from './parameters.ts';

const MixStars = z.object({ from: TrackId, to: TrackId, stars: z.number().int() }).openapi('MixStars');

const listStars = createRoute({
  method: 'get',
  path: '/api/mix-stars',
  summary: 'List the mixes that you gave stars, in sets too',
  responses: answers(z.object({ mixes: z.array(MixStars) }), 'The mixes'),
});

const giveStars = createRoute({
  method: 'put',
  path: '/api/mix-stars',
  summary: 'Give stars to the mix from one track into another',
  description: '`rbassist experiments tune-weights` learns from them.',
  request: jsonBody(
    z
      .strictObject({
        from: TrackId,
        to: TrackId,
        stars: z.number().int().min(0).max(5).openapi({ description: '0 removes them' }),
      })
      .openapi('MixStarsRequest'),
  ),
  responses: answers(MixStars, 'The mix'),
});

/** Your stars for mixes, wherever both tracks are. */
export function addMixStars(app: OpenAPIHono, { library, ids, events }: ServerContext): void {
  app.openapi(listStars, async (request) => {
    const mixes = (await library.mixStars()).map(({ from, to, stars }) => ({
      from: ids.id(from),
      to: ids.id(to),
      stars,
    }));
    return request.json({ mixes }, 200);
  });

  app.openapi(giveStars, async (request) => {
    const { from, to, stars } = request.req.valid('json');
    await library.saveMixStars(ids.path(from), ids.path(to), stars);
    events.publish('library', { changed: 'sets' });
    return request.json({ from, to, stars }, 200);
  });
}
