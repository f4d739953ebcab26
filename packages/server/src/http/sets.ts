import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { SavedSet, SetTrack } from '@rbassist/library';
import type { AnswerContext, ServerContext } from '../server-context.ts';
import { pathId } from '../track-ids.ts';
import { answers, jsonBody, noContent } from './answers.ts';
import { TrackId } from './parameters.ts';
import { planningOptions } from './planning-options.ts';
import { remediesOf } from './remedy-jobs.ts';
import { SetContents, SetDetails, SetSummary, setDetails } from './set-schemas.ts';

const tags = ['sets'];
const params = z.object({ name: z.string().min(1).max(500) });
const answer = answers(SetDetails, 'The set');

const listSets = createRoute({
  ...{ method: 'get', path: '/api/sets', tags, summary: 'List the saved sets' },
  responses: answers(z.object({ sets: z.array(SetSummary) }), 'The sets'),
});

const getSet = createRoute({
  ...{ method: 'get', path: '/api/sets/{name}', tags, summary: 'Get a set, with its mixes rated' },
  request: { params },
  responses: answer,
});

const putSet = createRoute({
  ...{ method: 'put', path: '/api/sets/{name}', tags, summary: 'Save a set, or replace its tracks' },
  description: 'Tracks that the set has keep their notes and stars.',
  request: { params, ...jsonBody(SetContents) },
  responses: answer,
});

const addToSet = createRoute({
  ...{ method: 'post', path: '/api/sets/{name}/tracks', tags, summary: 'Add tracks at the end of a set' },
  description: 'Creates the set if there is none. Leaves out tracks that the set has.',
  request: { params, ...jsonBody(z.strictObject({ ids: z.array(TrackId).min(1).max(10_000) })) },
  responses: answers(
    z.object({ name: z.string(), added: z.number().int(), tracks: z.number().int() }),
    'The number of tracks that were added, and that the set has now',
  ),
});

const deleteSet = createRoute({
  ...{ method: 'delete', path: '/api/sets/{name}', tags, summary: 'Remove a set; undo brings it back' },
  request: { params },
  responses: noContent('The set is removed'),
});

const renameSet = createRoute({
  ...{ method: 'post', path: '/api/sets/{name}/rename', tags, summary: 'Rename a set' },
  request: { params, ...jsonBody(z.strictObject({ to: z.string().min(1).max(500) })) },
  responses: answer,
});

const undoSet = createRoute({
  ...{ method: 'post', path: '/api/sets/{name}/undo', tags, summary: 'Bring back the version before' },
  request: { params },
  responses: answer,
});

const rateSet = createRoute({
  ...{ method: 'post', path: '/api/sets/{name}/rate', tags, summary: 'Give stars to a mix' },
  request: {
    params,
    ...jsonBody(
      z.strictObject({
        place: z.number().int().min(0).openapi({ description: 'Place of the first of the two tracks, from 0' }),
        stars: z.number().int().min(0).max(5).openapi({ description: '0 removes them' }),
      }),
    ),
  },
  responses: answer,
});

/** Saved sets. */
export function addSets(app: OpenAPIHono, context: ServerContext): void {
  const { library, ids, events } = context;
  const details = async (name: string) => setDetails(context, await library.set(name));
  const changed = async (name: string) => {
    events.publish('library', { changed: 'sets' });
    return details(name);
  };

  app.openapi(listSets, async (request) => {
    const sets = (await library.sets()).map(({ file: _, problem, ...summary }) => ({
      ...summary,
      problem: problem ? { message: problem.message, remedies: remediesOf(context, problem.remedies) } : null,
    }));
    return request.json({ sets }, 200);
  });

  app.openapi(getSet, async (request) => request.json(await details(request.req.valid('param').name), 200));

  app.openapi(putSet, async (request) => {
    const { name } = request.req.valid('param');
    const { tracks, plan: options } = request.req.valid('json');
    const plan = options && (await planningOptions(context, options));
    if (!(await library.hasSet(name))) {
      await library.saveSet(name, { tracks: await rowsOf(context, tracks, []), options: plan });
    } else {
      const replaced = async (set: SavedSet) => ({ ...set, tracks: await rowsOf(context, tracks, set.tracks) });
      await library.editSet(name, async (set) => ({ ...(await replaced(set)), ...(plan && { plan }) }));
    }
    return request.json(await changed(name), 200);
  });

  app.openapi(addToSet, async (request) => {
    const { name } = request.req.valid('param');
    const paths = request.req.valid('json').ids.map((id) => ids.path(id));
    const added = await library.setTracks([...new Set(paths)]);
    let before = 0;
    const extended = ({ tracks }: { tracks: readonly SetTrack[] }) => {
      const known = new Set(tracks.map(({ path }) => path));
      before = tracks.length;
      return [...tracks, ...added.filter(({ path }) => !known.has(path))];
    };
    const { name: saved, tracks } = (await library.hasSet(name))
      ? await library.editSet(name, (set) => ({ ...set, tracks: extended(set) }))
      : await library.saveSet(name, { tracks: added });
    events.publish('library', { changed: 'sets' });
    return request.json({ name: saved, added: tracks.length - before, tracks: tracks.length }, 200);
  });

  app.openapi(deleteSet, async (request) => {
    await library.removeSet(request.req.valid('param').name);
    events.publish('library', { changed: 'sets' });
    return request.body(null, 204);
  });

  app.openapi(renameSet, async (request) => {
    const { name } = await library.renameSet(request.req.valid('param').name, request.req.valid('json').to);
    return request.json(await changed(name), 200);
  });

  app.openapi(undoSet, async (request) => {
    const { name } = await library.undoSet(request.req.valid('param').name);
    return request.json(await changed(name), 200);
  });

  app.openapi(rateSet, async (request) => {
    const { place, stars } = request.req.valid('json');
    const { name } = await library.rateSetMix(request.req.valid('param').name, place, stars);
    return request.json(await changed(name), 200);
  });
}

/**
 * Returns the rows of a set. Those that the set has keep what it stores, also if the library has lost their track.
 *
 * @throws {NotFoundError} if neither the set nor the library has a track.
 */
export async function rowsOf(
  { library, ids }: AnswerContext,
  wanted: z.infer<typeof SetContents>['tracks'],
  stored: readonly SetTrack[],
): Promise<SetTrack[]> {
  const known = new Map(stored.map((row) => [pathId(row.path), row]));
  const rows: SetTrack[] = [];
  for (const { id, locked, note } of wanted) {
    const row = known.get(id) ?? (await library.setTracks([ids.path(id)]))[0];
    const { locked: wasLocked, note: oldNote, ...others } = row;
    rows.push({
      ...others,
      ...((locked ?? wasLocked) && { locked: true }),
      ...((note ?? oldNote) && { note: note ?? oldNote }),
    });
  }
  return rows;
}
