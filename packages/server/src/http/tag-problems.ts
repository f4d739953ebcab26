import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { ServerContext } from '../server-context.ts';
import { answers, jsonBody, orNull } from './answers.ts';
import { summaryOf, TrackSummary } from './track-summary.ts';

const tags = ['tags'];
const MOST_LISTED = 1000;

const TagProblem = z
  .object({
    kind: z.enum(['suggested-own', 'suggested-rejected', 'spellings']),
    track: orNull(TrackSummary).openapi({ description: 'Null for `spellings`, which are those of all tracks' }),
    tags: z.array(z.string()).openapi({ description: 'The most frequent spelling first' }),
  })
  .openapi('TagProblem');

const listProblems = createRoute({
  ...{ method: 'get', path: '/api/tag-problems', tags, summary: 'Find contradictions among tags and suggestions' },
  responses: answers(z.object({ total: z.number().int(), problems: z.array(TagProblem) }), 'The first 1,000 problems'),
});

const migrateTags = createRoute({
  ...{ method: 'post', path: '/api/tags/migrate', tags, summary: 'Copy tags of the Python rbassist to the records' },
  request: jsonBody(
    z.strictObject({ dryRun: z.boolean().optional().openapi({ description: 'Only count what would be copied' }) }),
  ),
  responses: answers(
    z
      .object({
        tracks: z.number().int(),
        tags: z.number().int(),
        suggestions: z.number().int(),
        rejected: z.number().int(),
        unknown: z.number().int().openapi({ description: 'Paths in its files that are no tracks of the library' }),
      })
      .openapi('MigratedTags'),
    'What was copied',
  ),
});

/** Contradictions among tags, and tags of the Python rbassist. */
export function addTagProblems(app: OpenAPIHono, context: ServerContext): void {
  const { library, events } = context;

  app.openapi(listProblems, async (request) => {
    const found = await library.validateTags();
    const problems = found.slice(0, MOST_LISTED).map(({ kind, path, tags: names }) => ({
      ...{ kind, tags: names },
      track: path === undefined ? null : summaryOf(context, path),
    }));
    return request.json({ total: found.length, problems }, 200);
  });

  app.openapi(migrateTags, async (request) => {
    const { dryRun = false } = request.req.valid('json');
    const { unknown, ...counts } = await library.migrateTags({ dryRun });
    if (!dryRun) events.publish('library', { changed: 'tracks' });
    return request.json({ ...counts, unknown: unknown.length }, 200);
  });
}
