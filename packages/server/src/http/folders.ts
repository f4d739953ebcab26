import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { fileNameOf, parentFolder } from '@rbassist/core';
import { listMusicFolder, musicPlaces } from '@rbassist/library';
import type { ServerContext } from '../server-context.ts';
import { answers } from './answers.ts';
import { FolderId } from './parameters.ts';

const KINDS = ['home', 'music', 'drive', 'library', 'folder'] as const;

const ChildFolder = z
  .object({
    id: FolderId,
    name: z.string(),
    kind: z.enum(KINDS).openapi({ description: '`library`: it holds music of the library' }),
    path: z.string(),
  })
  .openapi('ChildFolder');

const Folder = z
  .object({
    id: FolderId.nullable().openapi({ description: 'null for the list of places to start from' }),
    name: z.string(),
    path: z.string().nullable(),
    parent: FolderId.nullable(),
    audioFiles: z.number().int().openapi({ description: 'Audio files directly in it' }),
    children: z.array(ChildFolder),
  })
  .openapi('Folder');

const getFolder = createRoute({
  method: 'get',
  path: '/api/folders',
  tags: ['folders'],
  summary: 'List the folders in a folder, or the places to start from',
  description: 'The ids are the only way to name a folder.',
  request: { query: z.object({ in: FolderId.optional() }) },
  responses: answers(Folder, 'The folder'),
});

/** Folders of this machine, to choose music from. */
export function addFolders(app: OpenAPIHono, { library, folders }: ServerContext): void {
  const child = (path: string, kind: (typeof KINDS)[number]) => ({
    ...{ id: folders.id(path), name: fileNameOf(path) || path, kind, path },
  });

  app.openapi(getFolder, async (request) => {
    const { in: id } = request.req.valid('query');
    if (id === undefined) {
      const places = [
        ...library.folders().map((path) => child(path, 'library')),
        ...(await musicPlaces()).map(({ kind, path }) => child(path, kind)),
      ];
      const children = [...new Map(places.map((place) => [place.id, place])).values()];
      return request.json({ id: null, name: '', path: null, parent: null, audioFiles: 0, children }, 200);
    }
    const path = folders.path(id);
    const own = new Set(library.folders());
    const { folders: found, audioFiles } = await listMusicFolder(path);
    const above = parentFolder(path);
    return request.json(
      {
        ...{ id, name: fileNameOf(path) || path, path, audioFiles },
        parent: above === undefined ? null : folders.id(above),
        children: found.map((each) => child(each.path, own.has(each.path) ? 'library' : 'folder')),
      },
      200,
    );
  });
}
