import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { tagKey } from '@rbassist/core';
import type { TagChanges as Changes, CountedTag } from '@rbassist/library';
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
          tracks: z.number().int().openapi({ description: 'Tracks with it' }),
          suggested: z.number().int().openapi({ description: 'Tracks for which it is suggested' }),
          category: z.string().nullable(),
          color: z.string().nullable().openapi({ description: 'Such as "#FF0000", from my_tag_categories.yml' }),
        }),
      )
      .openapi({ description: 'The most frequent first, then tags that are only suggested' }),
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

const TagsOfTracks = z
  .object({
    tracks: z.number().int(),
    tags: z
      .array(
        z.object({
          tag: z.string(),
          tracks: z.number().int(),
          mine: z.boolean().openapi({ description: 'False for other tags, for example of a shop' }),
        }),
      )
      .openapi({ description: 'The most frequent first' }),
  })
  .openapi('TagsOfTracks');

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

const countTags = createRoute({
  ...{ method: 'post', path: '/api/tracks/tags/count', tags, summary: 'Count the tags of chosen tracks' },
  request: jsonBody(z.strictObject({ ids: z.array(TrackId).min(1).max(MOST_TRACKS) })),
  responses: answers(TagsOfTracks, 'The tags'),
});

const TagName = z.string().trim().min(1).max(200);

const renameTag = createRoute({
  ...{ method: 'post', path: '/api/tags/rename', tags, summary: 'Give a tag another name on all tracks' },
  description: 'A name that exists merges both. Another spelling of the same name is another name, too.',
  request: jsonBody(z.strictObject({ tag: TagName, to: TagName })),
  responses: answers(TagChanges, 'The changes'),
});

const removeTag = createRoute({
  ...{ method: 'post', path: '/api/tags/remove', tags, summary: 'Remove a tag from all tracks' },
  request: jsonBody(z.strictObject({ tag: TagName })),
  responses: answers(TagChanges, 'The changes'),
});

/** Own tags. */
export function addTags(app: OpenAPIHono, { library, ids, events }: ServerContext): void {
  const changed = (changes: Changes) => {
    events.publish('library', { changed: 'tracks' });
    return tagChanges(changes);
  };

  app.openapi(listTags, async (request) => {
    const { tags: own, suggestedTags, ...stats } = await library.tagStats();
    const suggested = new Map(suggestedTags.map(({ tag, tracks }) => [tagKey(tag), tracks]));
    const known = new Set(own.map(({ tag }) => tagKey(tag)));
    const others = suggestedTags.filter(({ tag }) => !known.has(tagKey(tag))).map(({ tag }) => ({ tag, tracks: 0 }));
    const all = [...own, ...others].map(({ tag, tracks, category, color }: CountedTag) => ({
      ...{ tag, tracks, suggested: suggested.get(tagKey(tag)) ?? 0 },
      ...{ category: category ?? null, color: color ?? null },
    }));
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
    return request.json(changed(changes), 200);
  });

  app.openapi(countTags, async (request) => {
    const tracks = new Set(request.req.valid('json').ids.map((id) => ids.path(id)));
    const counted = await library.tagsOf([...tracks]);
    const found = counted.map(({ isMine, ...tag }) => ({ ...tag, mine: isMine }));
    return request.json({ tracks: tracks.size, tags: found }, 200);
  });

  app.openapi(renameTag, async (request) => {
    const { tag, to } = request.req.valid('json');
    return request.json(changed(await library.renameTag(tag, to)), 200);
  });

  app.openapi(removeTag, async (request) =>
    request.json(changed(await library.removeTag(request.req.valid('json').tag)), 200),
  );
}
