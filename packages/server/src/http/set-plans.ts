import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { PlannedAgain as PlannedSetAgain } from '@rbassist/library';
import type { ServerContext } from '../server-context.ts';
import { answers, jsonBody } from './answers.ts';
import { TrackId } from './parameters.ts';
import { FillRequest, PathRequest, PlanAgainRequest, PlanRequest, planningOptions } from './planning-options.ts';
import { PlannedAgain, SetPlan, SetSequence, setDetails, setPlan, setSequence } from './set-schemas.ts';

const tags = ['sets'];
const params = z.object({ name: z.string().min(1).max(500) });

const planSet = createRoute({
  ...{ method: 'post', path: '/api/sets/plan', tags, summary: 'Plan a set; saves nothing' },
  request: jsonBody(PlanRequest),
  responses: answers(SetPlan, 'The plan'),
});

const planPath = createRoute({
  ...{ method: 'post', path: '/api/paths', tags, summary: 'Find a path from one track to another' },
  request: jsonBody(PathRequest),
  responses: answers(SetPlan, 'The path'),
});

const recommendSequence = createRoute({
  ...{ method: 'post', path: '/api/sequences', tags, summary: 'Find tracks near the mean of several tracks' },
  description: 'Without `order`, the nearest track comes first and no mixes are rated.',
  request: jsonBody(
    z
      .strictObject({
        seeds: z.array(TrackId).min(1).max(500),
        top: z.number().int().min(1).max(500).optional(),
        order: z.boolean().optional().openapi({ description: 'Orders the tracks so that they mix' }),
      })
      .openapi('SequenceRequest'),
  ),
  responses: answers(SetSequence, 'The tracks'),
});

const orderSet = createRoute({
  ...{ method: 'post', path: '/api/sets/{name}/order', tags, summary: 'Put a set in the best order' },
  description: 'Locked tracks keep their places.',
  request: { params, ...jsonBody(PlanAgainRequest) },
  responses: answers(PlannedAgain, 'The ordered set'),
});

const fillSet = createRoute({
  ...{ method: 'post', path: '/api/sets/{name}/fill', tags, summary: 'Add tracks that fit between those of a set' },
  request: { params, ...jsonBody(FillRequest) },
  responses: answers(PlannedAgain, 'The longer set'),
});

/** Plans of sets and paths. A request that is dropped ends its search. */
export function addSetPlans(app: OpenAPIHono, context: ServerContext): void {
  const { library, events } = context;

  app.openapi(planSet, async (request) => {
    const { signal } = request.req.raw;
    const options = await planningOptions(context, request.req.valid('json'));
    return request.json(setPlan(context, await library.planSet({ ...options, signal })), 200);
  });

  app.openapi(planPath, async (request) => {
    const { signal } = request.req.raw;
    const { from, to, ...others } = request.req.valid('json');
    const { ids } = context;
    const options = { ...(await planningOptions(context, others)), signal };
    return request.json(setPlan(context, await library.pathBetween(ids.path(from), ids.path(to), options)), 200);
  });

  app.openapi(recommendSequence, async (request) => {
    const { signal } = request.req.raw;
    const { seeds, ...options } = request.req.valid('json');
    const paths = seeds.map((id) => context.ids.path(id));
    const { tracks, transitions = [] } = await library.recommendSequence(paths, { ...options, signal });
    // the first one comes from the last seed
    return request.json(setSequence(context, { tracks, transitions: transitions.slice(1) }), 200);
  });

  const plannedAgain = async ({ set, timedOut, broken }: PlannedSetAgain) => {
    events.publish('library', { changed: 'sets' });
    return { set: setDetails(context, await library.set(set.name)), timedOut, broken };
  };

  app.openapi(orderSet, async (request) => {
    const { signal } = request.req.raw;
    const options = await planningOptions(context, request.req.valid('json'));
    const planned = await library.orderSet(request.req.valid('param').name, { ...options, signal });
    return request.json(await plannedAgain(planned), 200);
  });

  app.openapi(fillSet, async (request) => {
    const { signal } = request.req.raw;
    const { name } = request.req.valid('param');
    const { length, ...others } = request.req.valid('json');
    const wanted = length ?? (await library.set(name)).tracks.length + 1;
    const planned = await library.fillSet(name, wanted, { ...(await planningOptions(context, others)), signal });
    return request.json(await plannedAgain(planned), 200);
  });
}
