import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { AnswerContext, ServerContext } from '../server-context.ts';
import { answers, Remedies } from './answers.ts';
import { remediesOf } from './remedy-jobs.ts';

const Counted = z.record(z.string(), z.number().int());

/** Counts of a library. */
export const LibraryStats = z
  .object({
    dataDir: z.string(),
    tracks: z.number().int().openapi({ description: 'Without staged and missing ones; the other counts too' }),
    staged: z.number().int(),
    stagedGone: z.number().int(),
    missing: z.number().int(),
    embedded: Counted.openapi({ description: 'Tracks with a vector, by embedding space' }),
    waiting: Counted.openapi({ description: 'Tracks with a vector of a new space' }),
    withBpm: z.number().int(),
    withKey: z.number().int(),
    analyzed: z.number().int(),
    uncertainBpm: z.number().int(),
    beatless: z.number().int(),
    failed: Counted.openapi({ description: 'Failed tracks, by kind' }),
    hours: z.number(),
    metaBytes: z.number().int(),
    index: z.object({ tracks: z.number().int(), space: z.string(), engine: z.string() }).nullable(),
    indexProblem: z.object({ message: z.string(), remedies: Remedies }).nullable(),
  })
  .openapi('LibraryStats');

const getLibrary = createRoute({
  method: 'get',
  path: '/api/library',
  summary: 'Count what the library has',
  responses: answers(LibraryStats, 'The library'),
});

/** The library as a whole. */
export function addLibrary(app: OpenAPIHono, context: ServerContext): void {
  app.openapi(getLibrary, async (request) => {
    return request.json(await statsAnswer(context), 200);
  });
}

/** Counts what a library has. */
export async function statsAnswer(context: AnswerContext): Promise<z.infer<typeof LibraryStats>> {
  const { indexError, index, ...stats } = await context.library.stats();
  const { message, remedies } = indexError ?? {};
  const indexProblem = message === undefined ? null : { message, remedies: remediesOf(context, remedies) };
  return { ...stats, index: index ?? null, indexProblem };
}
