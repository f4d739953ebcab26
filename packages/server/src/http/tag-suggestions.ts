import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { tagKey, UNCERTAINTY_STRATEGIES } from '@rbassist/core';
import type { ReviewedTrack, TagChoice } from '@rbassist/library';
import type { ServerContext } from '../server-context.ts';
import { answers, jsonBody } from './answers.ts';
import { TrackId, wholeNumber } from './parameters.ts';
import { TagChanges, tagChanges } from './tag-changes.ts';
import { summaryOf, TrackSummary } from './track-summary.ts';

const tags = ['tags'];
const MOST_ROWS = 200;
const MOST_CHOICES = 10_000;
const LAST_OFFSET = 10_000_000;
/** Tempo difference that removes no track, in percent. */
const ANY_TEMPO_PCT = 1_000_000;

const Suggestion = z.object({
  tag: z.string(),
  score: z.number(),
  threshold: z.number().openapi({ description: 'Score from which it is suggested' }),
});

const SuggestedTrack = z
  .object({ track: TrackSummary, generated: z.string(), suggestions: z.array(Suggestion) })
  .openapi('SuggestedTrack');

const listSuggestions = createRoute({
  ...{ method: 'get', path: '/api/tag-suggestions', tags, summary: 'List stored suggestions' },
  request: {
    query: z.object({
      order: z.enum(['best', 'uncertain']).default('best').openapi({
        description: '`uncertain`: the score that is nearest to its threshold first',
      }),
      minScore: z.coerce.number().min(-1).max(1).optional(),
      tag: z.string().max(200).optional(),
      limit: wholeNumber(1, MOST_ROWS).default(25),
      offset: wholeNumber(0, LAST_OFFSET).default(0),
    }),
  },
  responses: answers(z.object({ total: z.number().int(), rows: z.array(SuggestedTrack) }), 'Tracks with suggestions'),
});

const listExamples = createRoute({
  ...{ method: 'get', path: '/api/tag-suggestions/examples', tags, summary: 'Find the nearest tracks with a tag' },
  request: {
    query: z.object({ track: TrackId, tag: z.string().min(1).max(200), limit: wholeNumber(1, 20).default(3) }),
  },
  responses: answers(
    z.object({ examples: z.array(z.object({ track: TrackSummary, distance: z.number() })) }),
    'The nearest first',
  ),
});

const Choice = z
  .strictObject({
    items: z
      .array(z.strictObject({ id: TrackId, tag: z.string().min(1).max(200).optional() }))
      .max(MOST_CHOICES)
      .optional()
      .openapi({ description: 'Without a tag: all suggestions of the track' }),
    allFrom: z.number().optional().openapi({ description: 'Instead: every suggestion with this score or more' }),
  })
  .refine(({ items, allFrom }) => (items === undefined) !== (allFrom === undefined), 'Give either items or allFrom')
  .openapi('SuggestionChoice');

const acceptSuggestions = createRoute({
  ...{ method: 'post', path: '/api/tag-suggestions/accept', tags, summary: 'Make suggestions own tags' },
  request: jsonBody(Choice),
  responses: answers(TagChanges, 'The changes'),
});

const rejectSuggestions = createRoute({
  ...{ method: 'post', path: '/api/tag-suggestions/reject', tags, summary: 'Reject suggestions for good' },
  request: jsonBody(Choice),
  responses: answers(TagChanges, 'The changes'),
});

const clearSuggestions = createRoute({
  ...{ method: 'post', path: '/api/tag-suggestions/clear', tags, summary: 'Remove all stored suggestions' },
  responses: answers(TagChanges, 'The changes'),
});

const undoTags = createRoute({
  ...{ method: 'post', path: '/api/tag-suggestions/undo', tags, summary: 'Undo the last change of tags' },
  responses: answers(
    z
      .object({
        command: z.string(),
        time: z.string(),
        restored: z.number().int(),
        conflicts: z.array(z.object({ track: TrackId, reason: z.enum(['changed', 'gone']) })),
      })
      .openapi('UndoneTags'),
    'What was undone',
  ),
});

const listUncertain = createRoute({
  ...{ method: 'get', path: '/api/uncertain-tracks', tags, summary: 'Find the untagged tracks that would teach most' },
  request: {
    query: z.object({
      strategy: z.enum(UNCERTAINTY_STRATEGIES).optional(),
      limit: wholeNumber(1, MOST_ROWS).default(10),
    }),
  },
  responses: answers(
    z.object({
      tracks: z.array(z.object({ track: TrackSummary, uncertainty: z.number(), scores: z.array(Suggestion) })),
    }),
    'The most uncertain first',
  ),
});

/** Suggested tags. */
export function addTagSuggestions(app: OpenAPIHono, context: ServerContext): void {
  const { library, ids, events } = context;

  app.openapi(listSuggestions, (request) => {
    const { order, minScore, tag, limit, offset } = request.req.valid('query');
    const all = library.tagSuggestions(minScore === undefined ? {} : { minConfidence: minScore });
    const chosen = tag === undefined ? all : all.flatMap((each) => withTag(each, tag));
    if (order === 'uncertain') chosen.sort((a, b) => nearestToThreshold(a) - nearestToThreshold(b));
    const rows = chosen.slice(offset, offset + limit).map(({ path, ...others }) => ({
      ...{ track: summaryOf(context, path), ...others },
    }));
    return request.json({ total: chosen.length, rows }, 200);
  });

  app.openapi(listExamples, async (request) => {
    const { track, tag, limit } = request.req.valid('query');
    const { recommendations } = await library.recommend(ids.path(track), {
      ...{ top: limit, tags: [tag], tempoPct: ANY_TEMPO_PCT, camelotNeighbors: false, otherVersions: true },
    });
    const examples = recommendations.map(({ path, distance }) => ({ track: summaryOf(context, path), distance }));
    return request.json({ examples }, 200);
  });

  const choices = ({ items, allFrom }: z.infer<typeof Choice>): TagChoice | TagChoice[] =>
    items === undefined
      ? { minConfidence: allFrom }
      : items.map(({ id, tag }) => ({ track: ids.path(id), ...(tag !== undefined && { tags: [tag] }) }));

  app.openapi(acceptSuggestions, async (request) => {
    const changes = await library.acceptTags(choices(request.req.valid('json')));
    events.publish('library', { changed: 'tracks' });
    return request.json(tagChanges(changes), 200);
  });

  app.openapi(rejectSuggestions, async (request) => {
    const changes = await library.rejectTags(choices(request.req.valid('json')));
    events.publish('library', { changed: 'tracks' });
    return request.json(tagChanges(changes), 200);
  });

  app.openapi(clearSuggestions, async (request) => {
    const changes = await library.clearTagSuggestions();
    events.publish('library', { changed: 'tracks' });
    return request.json(tagChanges(changes), 200);
  });

  app.openapi(undoTags, async (request) => {
    const { command, time, restored, conflicts } = await library.undoTags();
    events.publish('library', { changed: 'tracks' });
    const named = conflicts.map(({ path, reason }) => ({ track: ids.id(path), reason }));
    return request.json({ command, time, restored, conflicts: named }, 200);
  });

  app.openapi(listUncertain, async (request) => {
    const { strategy, limit } = request.req.valid('query');
    const { signal } = request.req.raw;
    const { tracks } = await library.uncertainTracks({ ...(strategy && { strategy }), topK: limit, signal });
    const rows = tracks.map(({ path, ...others }) => ({ track: summaryOf(context, path), ...others }));
    return request.json({ tracks: rows }, 200);
  });
}

function withTag({ suggestions, ...track }: ReviewedTrack, tag: string): ReviewedTrack[] {
  const chosen = suggestions.filter((each) => tagKey(each.tag) === tagKey(tag));
  return chosen.length > 0 ? [{ ...track, suggestions: chosen }] : [];
}

function nearestToThreshold({ suggestions }: ReviewedTrack): number {
  return Math.min(...suggestions.map(({ score, threshold }) => Math.abs(score - threshold)));
}
