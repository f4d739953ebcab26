import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { LibraryChange } from '@rbassist/library';
import type { ServerContext } from '../server-context.ts';
import { answers } from './answers.ts';
import { TrackId, wholeNumber } from './parameters.ts';

const Change = z
  .object({
    id: z.string(),
    at: z.string().openapi({ description: 'ISO 8601' }),
    what: z.string().openapi({ description: 'The action or command, such as "edit" or "accept tags"' }),
    fields: z.array(z.string()).openapi({ description: 'Names of the changed values' }),
    tracks: z.number().int().openapi({ description: 'Number of changed tracks' }),
    ids: z.array(TrackId).openapi({ description: 'The first changed tracks that the library still has' }),
  })
  .openapi('Change');

const listChanges = createRoute({
  method: 'get',
  path: '/api/history',
  summary: 'List changes that can be undone, the last first',
  request: { query: z.object({ limit: wholeNumber(1, 100).default(20) }) },
  responses: answers(z.array(Change), 'Changes'),
});

const Undone = z
  .object({
    change: Change,
    restored: z.number().int().openapi({ description: 'Tracks that are as before' }),
    conflicts: z
      .array(z.object({ path: z.string(), reason: z.enum(['changed', 'gone']) }))
      .openapi({ description: 'Tracks that stay as they are, because they changed since, or are gone' }),
  })
  .openapi('UndoneChange');

const undoChange = createRoute({
  method: 'post',
  path: '/api/history/undo',
  summary: 'Undo the last change',
  responses: answers(Undone, 'The change that was undone'),
});

const NAMED_TRACKS = 20;

/** Changes of values, and their undo. */
export function addHistory(app: OpenAPIHono, { library, ids, events }: ServerContext): void {
  const answer = ({ id, command, time, fields, paths }: LibraryChange): z.infer<typeof Change> => ({
    id,
    at: time,
    what: command,
    fields,
    tracks: paths.length,
    ids: paths
      .slice(0, NAMED_TRACKS)
      .filter((path) => library.track(path))
      .map((path) => ids.id(path)),
  });
  app.openapi(listChanges, async (request) => {
    const changes = await library.history(request.req.valid('query').limit);
    return request.json(changes.map(answer), 200);
  });
  app.openapi(undoChange, async (request) => {
    const { change, restored, conflicts } = await library.undo();
    events.publish('library', { changed: 'tracks' });
    return request.json({ change: answer(change), restored, conflicts }, 200);
  });
}
