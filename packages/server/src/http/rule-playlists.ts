import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { MISSING_FIELDS, type PlaylistRules } from '@rbassist/library';
import type { ServerContext } from '../server-context.ts';
import { answers, jsonBody, noContent } from './answers.ts';
import { FolderId, TrackId } from './parameters.ts';
import { summaryOf, TrackSummary } from './track-summary.ts';

const tags = ['playlists'];
const SHOWN_TRACKS = 100;
const names = z.array(z.string().trim().min(1).max(200)).max(200);
const text = z.string().trim().min(1).max(200);

const Rules = z
  .strictObject({
    myTag: text.openapi({ description: 'This My Tag, spelled exactly so' }),
    tags: names.openapi({ description: 'All of these tags' }),
    anyTags: names,
    notTags: names,
    ratingMin: z.number().min(0).max(5),
    since: text.openapi({ description: 'Added since a date such as "2026-01-31", or an age such as "30d"' }),
    until: text,
    bpmMin: z.number().min(0).max(1000),
    bpmMax: z.number().min(0).max(1000),
    keys: names.openapi({ description: 'One of these keys, in any notation' }),
    mixesWith: text.openapi({ description: 'A key that mixes with this one' }),
    genres: names,
    colors: names,
    playsMin: z.number().int().min(0),
    playsMax: z.number().int().min(0),
    missing: z.array(z.enum(MISSING_FIELDS)).openapi({ description: 'Lacks all of these values' }),
    folders: z.array(FolderId).max(200),
  })
  .partial()
  .openapi('PlaylistRules', { description: 'Rules of a playlist. A track must fit all that are given.' });
type Rules = z.infer<typeof Rules>;

const RulePlaylist = z
  .object({
    list: z.string().openapi({ description: 'Name of the list for filters and crates', example: 'rules:New' }),
    name: z.string(),
    rules: Rules,
    problem: z.string().nullable().openapi({ description: 'Why the stored rules cannot be used' }),
  })
  .openapi('RulePlaylist');

const params = z.object({ name: z.string().trim().min(1).max(200) });

const listRules = createRoute({
  ...{ method: 'get', path: '/api/rule-playlists', tags, summary: 'List the playlists by rules' },
  responses: answers(z.object({ playlists: z.array(RulePlaylist) }), 'The playlists'),
});

const saveRules = createRoute({
  ...{ method: 'put', path: '/api/rule-playlists/{name}', tags, summary: 'Save a playlist by rules, or replace it' },
  request: { params, ...jsonBody(Rules) },
  responses: answers(RulePlaylist, 'The playlist'),
});

const deleteRules = createRoute({
  ...{ method: 'delete', path: '/api/rule-playlists/{name}', tags, summary: 'Remove a playlist by rules' },
  request: { params },
  responses: noContent('The playlist is removed'),
});

const previewRules = createRoute({
  ...{ method: 'post', path: '/api/rule-playlists/preview', tags, summary: 'List the tracks that fit rules' },
  request: jsonBody(Rules),
  responses: answers(
    z
      .object({
        absent: z.number().int().openapi({ description: 'Tracks that fit, but whose file is missing or moved away' }),
        ids: z.array(TrackId).openapi({ description: 'All of them' }),
        tracks: z.array(TrackSummary).openapi({ description: 'The first of them' }),
      })
      .openapi('RulePreview'),
    'The tracks',
  ),
});

/** Playlists by rules, which the command `int-pl` writes too. */
export function addRulePlaylists(app: OpenAPIHono, context: ServerContext): void {
  const { library, ids, folders, events } = context;
  const asked = ({ folders: named, ...rules }: Rules): PlaylistRules => ({
    ...rules,
    ...(named && { folders: named.map((id) => folders.path(id)) }),
  });
  const answer = (name: string, { folders: paths, ...rules }: PlaylistRules): z.infer<typeof RulePlaylist> => {
    // a person may have edited the file
    const { data, error } = Rules.safeParse({
      ...rules,
      ...(paths && { folders: paths.map((path) => folders.id(path)) }),
    });
    const wrong = error?.issues.map(({ path }) => path.join('.')).join(', ');
    const problem = error ? `The saved rules have wrong values: ${wrong}. Edit playlist_presets.yml.` : null;
    return { list: `rules:${name}`, name, rules: data ?? {}, problem };
  };

  app.openapi(listRules, async (request) => {
    const presets = await library.playlistPresets();
    return request.json({ playlists: presets.map(({ name, rules }) => answer(name, rules)) }, 200);
  });

  app.openapi(saveRules, async (request) => {
    const rules = asked(request.req.valid('json'));
    const { name } = await library.savePlaylistPreset({ name: request.req.valid('param').name, rules });
    events.publish('library', { changed: 'lists' });
    return request.json(answer(name, rules), 200);
  });

  app.openapi(deleteRules, async (request) => {
    await library.deletePlaylistPreset(request.req.valid('param').name);
    events.publish('library', { changed: 'lists' });
    return request.body(null, 204);
  });

  app.openapi(previewRules, async (request) => {
    const { tracks, absent } = await library.listByRules(asked(request.req.valid('json')));
    const shown = tracks.slice(0, SHOWN_TRACKS).map((track) => summaryOf(context, track.path, track));
    return request.json({ ids: tracks.map(({ path }) => ids.id(path)), absent, tracks: shown }, 200);
  });
}
