import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { portableName } from '@rbassist/core';
import type { ServerContext } from '../server-context.ts';
import { answers, jsonBody } from './answers.ts';
import { playlistList } from './track-lists.ts';

const tags = ['playlists'];
/** Entries without a track that an answer names. */
const MOST_NAMED = 50;
const LARGEST_PLAYLIST = 900_000;

const ImportedPlaylist = z
  .object({
    list: z
      .string()
      .openapi({ description: 'Name of the list for filters and crates', example: 'playlist:rekordbox:A' }),
    program: z.string().openapi({ description: 'A DJ program, or `m3u8` for playlist files' }),
    name: z.string().openapi({ description: 'Its folders and its name, with slashes between' }),
    entries: z.number().int(),
    isSmart: z.boolean().openapi({ description: 'The program fills it by rules' }),
  })
  .openapi('ImportedPlaylist');

const listPlaylists = createRoute({
  ...{ method: 'get', path: '/api/playlists', tags, summary: 'List the imported playlists' },
  responses: answers(z.object({ playlists: z.array(ImportedPlaylist) }), 'The playlists'),
});

const SentPlaylist = z
  .strictObject({
    name: z.string().trim().min(1).max(200).openapi({ description: 'Name of the playlist, without an ending' }),
    contents: z.string().min(1).max(LARGEST_PLAYLIST).openapi({ description: 'Contents of an M3U or M3U8 file' }),
  })
  .openapi('SentPlaylist');

const ReceivedPlaylist = z
  .object({
    list: z.string(),
    name: z.string(),
    found: z.number().int().openapi({ description: 'Entries that the library has a track for' }),
    notFound: z.number().int(),
    notFoundNames: z.array(z.string()).openapi({ description: 'The first of the others' }),
  })
  .openapi('ReceivedPlaylist');

const sendPlaylist = createRoute({
  ...{ method: 'post', path: '/api/playlists', tags, summary: 'Store the contents of a playlist file' },
  description:
    'Tracks are found by path, file name, artist, title and length. An earlier one of this name is replaced.',
  request: jsonBody(SentPlaylist),
  responses: answers(ReceivedPlaylist, 'What the library found'),
});

/** Playlists that were imported. */
export function addPlaylists(app: OpenAPIHono, { library, events }: ServerContext): void {
  app.openapi(listPlaylists, async (request) => {
    const playlists = await library.importedPlaylists();
    return request.json({ playlists: playlists.map((each) => ({ ...each, list: playlistList(each) })) }, 200);
  });

  app.openapi(sendPlaylist, async (request) => {
    const { name: wanted, contents } = request.req.valid('json');
    const name = portableName(wanted);
    const folder = await mkdtemp(join(tmpdir(), 'rbassist-playlist-'));
    try {
      const file = join(folder, `${name}.m3u8`);
      await writeFile(file, contents);
      const [{ tracks, notFound }] = await library.importPlaylists([file]);
      events.publish('library', { changed: 'lists' });
      const names = notFound.slice(0, MOST_NAMED).map(({ entry }) => entry.location.slice(0, 500));
      const list = playlistList({ program: 'm3u8', name });
      return request.json({ list, name, found: tracks.length, notFound: notFound.length, notFoundNames: names }, 200);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}
