import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { PlannedAgain as PlannedSetAgain } from '@rbassist/library';
import type { ServerContext } from '../server-context.ts';
import { answers, jsonBody } from './answers.ts';
import { FillRequest, PathRequest, PlanAgainRequest, PlanRequest, planningOptions } from './planning-options.ts';
import { PlannedAgain, SetPlan, setDetails, setPlan } from './set-schemas.ts';

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
    const options = planningOptions(context, request.req.valid('json'));
    return request.json(setPlan(context, await library.planSet({ ...options, signal })), 200);
  });

  app.openapi(planPath, async (request) => {
    const { signal } = request.req.raw;
    const { from, to, ...others } = request.req.valid('json');
    const { ids } = context;
    const options = { ...planningOptions(context, others), signal };
    return request.json(setPlan(context, await library.pathBetween(ids.path(from), ids.path(to), options)), 200);
  });

  const plannedAgain = async ({ set, timedOut, broken }: PlannedSetAgain) => {
    events.publish('library', { changed: 'sets' });
    return { set: setDetails(context, await library.set(set.name)), timedOut, broken };
  };

  app.openapi(orderSet, async (request) => {
    const { signal } = request.req.raw;
    const options = planningOptions(context, request.req.valid('json'));
    const planned = await library.orderSet(request.req.valid('param').name, { ...options, signal });
    return request.json(await plannedAgain(planned), 200);
  });

  app.openapi(fillSet, async (request) => {
    const { signal } = request.req.raw;
    const { name } = request.req.valid('param');
    const { length, ...others } = request.req.valid('json');
    const wanted = length ?? (await library.set(name)).tracks.length + 1;
    const planned = await library.fillSet(name, wanted, { ...planningOptions(context, others), signal });
    return request.json(await plannedAgain(planned), 200);
  });
}
