import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { ServerContext } from '../server-context.ts';
import { FOLDER_STATES } from '../watch/folder-status.ts';
import type { ShownFolder } from '../watch/folder-watch.ts';
import { answers, jsonBody, orNull, Problem } from './answers.ts';
import { FolderId } from './parameters.ts';

const tags = ['folders'];
const MOST_FOLDERS = 100;

const WatchableFolder = z
  .object({
    id: FolderId,
    path: z.string(),
    watched: z.boolean(),
    state: z.enum(FOLDER_STATES).openapi({
      description:
        '`waiting`: files in it are still being written; `gone`: it is not there, for example with its drive; ' +
        '`cancelled`: a user cancelled the last scan; `elsewhere`: another server of this library watches it, and this ' +
        'one takes over when that ends; `stopped`: see `problem`',
    }),
    files: z.number().int().openapi({ description: 'Files in it that are still being written' }),
    reason: z.enum(['missing', 'empty', 'unreadable']).nullable().openapi({ description: 'Why it is `gone`' }),
    by: z.enum(['reports', 'looks']).nullable().openapi({
      description: 'How changes are noticed: by reports of the system, or by looks at all files once a minute',
    }),
  })
  .openapi('WatchableFolder');

const Watch = z
  .object({
    folders: z.array(WatchableFolder).openapi({ description: "The library's folders, and others that are watched" }),
    problem: orNull(Problem).openapi({ description: 'Why the watch does not go on; it tries again unless `stopped`' }),
  })
  .openapi('Watch');

const getWatch = createRoute({
  ...{ method: 'get', path: '/api/watch', tags, summary: 'Tell which folders are watched, and how they are' },
  responses: answers(Watch, 'The folders'),
});

const changeWatch = createRoute({
  ...{ method: 'put', path: '/api/watch', tags, summary: 'Watch these folders and no others; none ends the watch' },
  description: 'New, changed and moved files in them are scanned as jobs, also after the next start.',
  request: jsonBody(z.strictObject({ folders: z.array(FolderId).max(MOST_FOLDERS) })),
  responses: answers(Watch, 'The folders'),
});

/** Folders whose changes are scanned by themselves. */
export function addWatch(app: OpenAPIHono, { library, folders, watch }: ServerContext): void {
  const shown = ({ path, state, files, gone, by }: ShownFolder) => ({
    ...{ id: folders.id(path), path, watched: state !== 'off', state, files },
    ...{ reason: gone ?? null, by: by ?? null },
  });

  const answer = () => {
    const watched = watch.folders;
    const known = new Set(watched.map(({ path }) => path));
    const others = library.folders().filter((path) => !known.has(path));
    const off = others.map((path) => ({ path, state: 'off', files: 0, gone: undefined, by: undefined }) as const);
    const { problem } = watch;
    return {
      folders: [...watched, ...off].map(shown),
      problem: problem ?? null,
    };
  };

  app.openapi(getWatch, (request) => request.json(answer(), 200));
  app.openapi(changeWatch, async (request) => {
    await watch.change(request.req.valid('json').folders.map((id) => folders.path(id)));
    return request.json(answer(), 200);
  });
}
