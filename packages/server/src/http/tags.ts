import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { ServerContext } from '../server-context.ts';
import { answers, jsonBody } from './answers.ts';
import { OneTrack, TrackId } from './parameters.ts';
import { TagChanges, tagChanges } from './tag-changes.ts';

const tags = ['tags'];
const MOST_TRACKS = 10_000;
const names = z.array(z.string().trim().min(1).max(200)).max(100);

const OwnTags = z
  .object({
    taggedTracks: z.number().int(),
    tags: z
      .array(
        z.object({
          tag: z.string(),
          tracks: z.number().int(),
          category: z.string().nullable(),
          color: z.string().nullable().openapi({ description: 'Such as "#FF0000", from my_tag_categories.yml' }),
        }),
      )
      .openapi({ description: 'The most frequent first' }),
    suggestedTracks: z.number().int(),
    suggestions: z.number().int(),
    rejected: z.number().int(),
  })
  .openapi('OwnTags');

const TrackTags = z
  .object({
    mine: z.array(z.string()).openapi({ description: 'My Tags' }),
    others: z.array(z.string()).openapi({ description: 'Other tags, for example of a shop' }),
    suggestions: z.array(z.object({ tag: z.string(), score: z.number(), threshold: z.number() })),
    rejected: z.array(z.string()),
  })
  .openapi('TrackTags');

const TagProblem = z
  .object({
    kind: z.enum(['suggested-own', 'suggested-rejected', 'spellings']),
    track: TrackId.nullable(),
    tags: z.array(z.string()),
  })
  .openapi('TagProblem');

const listTags = createRoute({
  ...{ method: 'get', path: '/api/tags', tags, summary: 'Count own tags and suggestions' },
  responses: answers(OwnTags, 'The tags'),
});

const getTrackTags = createRoute({
  ...{ method: 'get', path: '/api/tracks/{id}/tags', tags, summary: 'Get the tags of a track' },
  request: { params: OneTrack },
  responses: answers(TrackTags, 'The tags'),
});

const changeTags = createRoute({
  ...{ method: 'post', path: '/api/tracks/tags', tags, summary: 'Add own tags to tracks, and remove some' },
  request: jsonBody(
    z.strictObject({
      ids: z.array(TrackId).min(1).max(MOST_TRACKS),
      add: names.optional(),
      remove: names.optional(),
    }),
  ),
  responses: answers(TagChanges, 'The changes'),
});

const listProblems = createRoute({
  ...{ method: 'get', path: '/api/tag-problems', tags, summary: 'Find contradictions among tags and suggestions' },
  responses: answers(z.object({ problems: z.array(TagProblem) }), 'The problems'),
});

/** Own tags. */
export function addTags(app: OpenAPIHono, { library, ids, events }: ServerContext): void {
  app.openapi(listTags, async (request) => {
    const { tags: counted, ...stats } = await library.tagStats();
    const all = counted.map(({ category = null, color = null, ...tag }) => ({ ...tag, category, color }));
    return request.json({ ...stats, tags: all }, 200);
  });

  app.openapi(getTrackTags, async (request) => {
    const found = await library.trackTags(ids.path(request.req.valid('param').id));
    const { mine, others, suggestions, rejected } = found;
    const lists = { mine: [...mine], others: [...others], rejected: [...rejected] };
    return request.json({ ...lists, suggestions: [...suggestions] }, 200);
  });

  app.openapi(changeTags, async (request) => {
    const { ids: tracks, add = [], remove = [] } = request.req.valid('json');
    const changes = await library.changeTags(
      tracks.map((id) => ids.path(id)),
      { add, remove },
    );
    events.publish('library', { changed: 'tracks' });
    return request.json(tagChanges(changes), 200);
  });

  app.openapi(listProblems, async (request) => {
    const found = await library.validateTags();
    const problems = found.map(({ kind, path, tags: names }) => ({
      ...{ kind, tags: names },
      track: path === undefined ? null : ids.id(path),
    }));
    return request.json({ problems }, 200);
  });
}
