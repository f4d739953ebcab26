import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
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

/** Changes of values, and their undo. */
export function addHistory(app: OpenAPIHono, context: ServerContext): void {
  void context;
  app.openapi(listChanges, (request) => request.json([], 200));
  app.openapi(undoChange, () => {
    throw new Error('not written yet');
  });
}
