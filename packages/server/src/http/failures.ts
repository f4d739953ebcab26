import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { ServerContext } from '../server-context.ts';
import { answers, Remedies } from './answers.ts';
import { rowsOf } from './parameters.ts';
import { remediesOf } from './remedy-jobs.ts';
import { summaryOf, TrackSummary } from './track-summary.ts';

const MOST_ROWS = 500;

const FailedTrack = z
  .object({
    track: TrackSummary,
    kind: z.string(),
    message: z.string(),
    file: z.enum(['unchanged', 'changed', 'missing', 'unreadable']).openapi({
      description: 'State of the file now; the next scan retries a changed one',
    }),
    remedies: Remedies,
  })
  .openapi('FailedTrack');

const listFailures = createRoute({
  method: 'get',
  path: '/api/failures',
  tags: ['maintenance'],
  summary: 'List the tracks whose last scan failed',
  request: {
    query: z.object({
      kind: z.string().max(50).optional(),
      ...rowsOf({ most: MOST_ROWS, usual: 100 }),
    }),
  },
  responses: answers(
    z.object({
      total: z.number().int(),
      kinds: z.record(z.string(), z.number().int()).openapi({ description: 'Failed tracks by kind, of all' }),
      rows: z.array(FailedTrack),
    }),
    'The failed tracks',
  ),
});

/** Tracks that failed. */
export function addFailures(app: OpenAPIHono, context: ServerContext): void {
  app.openapi(listFailures, async (request) => {
    const { kind, limit, offset } = request.req.valid('query');
    const { failures } = await context.library.failures({ signal: request.req.raw.signal });
    const kinds: Record<string, number> = {};
    for (const { error } of failures) kinds[error.kind] = (kinds[error.kind] ?? 0) + 1;
    const chosen = kind === undefined ? failures : failures.filter(({ error }) => error.kind === kind);
    const rows = chosen.slice(offset, offset + limit).map(({ path, error, file }) => ({
      ...{ track: summaryOf(context, path), kind: error.kind, message: error.message, file },
      remedies: remediesOf(context, error.remedies, path),
    }));
    return request.json({ total: chosen.length, kinds, rows }, 200);
  });
}
