import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { UNCERTAINTY_STRATEGIES } from '@rbassist/core';
import { SUGGESTION_BASES, type TagChoice } from '@rbassist/library';
import type { ServerContext } from '../server-context.ts';
import { answers, jsonBody } from './answers.ts';
import { rowsOf, TrackId, wholeNumber } from './parameters.ts';
import { orderedSuggestions, SUGGESTION_ORDERS } from './suggestion-order.ts';
import { TagChanges, tagChanges } from './tag-changes.ts';
import { findExamples } from './tag-examples.ts';
import { summaryOf, TrackSummary } from './track-summary.ts';

const tags = ['tags'];
const MOST_ROWS = 1000;
const MOST_CHOICES = 10_000;

const Suggestion = z.object({
  tag: z.string(),
  score: z.number(),
  threshold: z.number().openapi({ description: 'Score from which it is suggested' }),
});

const SuggestedTag = Suggestion.extend({
  track: TrackSummary,
  waveform: z.string().nullable().openapi({ description: 'As in `TrackRow`' }),
  basis: z.enum(SUGGESTION_BASES).openapi({
    description:
      'Meaning of the score. `likeness`: cosine to the tracks with the tag; `precision`: estimated share of right ' +
      'suggestions; `sound`: share of the library that has less of it',
  }),
  certainty: z.number().openapi({ description: '0 at the threshold, 1 at the highest score' }),
}).openapi('SuggestedTag');

const listSuggestions = createRoute({
  ...{ method: 'get', path: '/api/tag-suggestions', tags, summary: 'List stored suggestions, one row for each tag' },
  request: {
    query: z.object({
      order: z.enum(SUGGESTION_ORDERS).default('uncertain').openapi({
        description: '`uncertain`: nearest to the threshold first; `sure`: the highest certainty first',
      }),
      tag: z.string().max(200).optional(),
      ...rowsOf({ most: MOST_ROWS, usual: 25 }),
    }),
  },
  responses: answers(z.object({ total: z.number().int(), rows: z.array(SuggestedTag) }), 'Suggestions'),
});

const listExamples = createRoute({
  ...{ method: 'get', path: '/api/tag-suggestions/examples', tags, summary: 'Find examples of a tag for a track' },
  request: {
    query: z.object({ track: TrackId, tag: z.string().min(1).max(200), limit: wholeNumber(1, 20).default(3) }),
  },
  responses: answers(
    z
      .object({
        from: z.enum(['own', 'sound']).openapi({
          description:
            '`own`: the nearest tracks with the tag; `sound`: without any, the tracks that sound most like it',
        }),
        examples: z.array(z.object({ track: TrackSummary, distance: z.number().nullable() })),
      })
      .openapi('TagExamples'),
    'The best first',
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
    tag: z.string().min(1).max(200).optional().openapi({ description: 'With `allFrom`: only of this tag' }),
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

const dropSuggestions = createRoute({
  ...{ method: 'post', path: '/api/tag-suggestions/drop', tags, summary: 'Remove suggestions without rejecting them' },
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

  app.openapi(listSuggestions, async (request) => {
    const { order, tag, limit, offset } = request.req.valid('query');
    const all = orderedSuggestions(library.tagSuggestions({ minConfidence: -Number.MAX_VALUE }), order, tag);
    const chosen = all.slice(offset, offset + limit);
    const strips = await library.waveformStrips(
      chosen.map(({ path }) => path),
      { draw: true },
    );
    const rows = chosen.map(({ path, ...others }, i) => ({
      ...{ track: summaryOf(context, path), ...others },
      waveform: strips[i] ? Buffer.from(strips[i]).toString('base64') : null,
    }));
    return request.json({ total: all.length, rows }, 200);
  });

  app.openapi(listExamples, async (request) => {
    const { track, tag, limit } = request.req.valid('query');
    return request.json(await findExamples(context, ids.path(track), tag, limit), 200);
  });

  const choices = ({ items, allFrom, tag: only }: z.infer<typeof Choice>): TagChoice | TagChoice[] =>
    items === undefined
      ? { minConfidence: allFrom, ...(only !== undefined && { tags: [only] }) }
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

  app.openapi(dropSuggestions, async (request) => {
    const changes = await library.dropTagSuggestions(choices(request.req.valid('json')));
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
