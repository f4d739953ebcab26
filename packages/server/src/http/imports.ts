import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { type ImportSummary, readRekordboxXml } from '@rbassist/library';
import type { ServerContext } from '../server-context.ts';
import { answers } from './answers.ts';
import { Flag } from './parameters.ts';
import { withReceivedFile } from './received-file.ts';

const tags = ['imports'];
const Counted = z.record(z.string(), z.number().int());

const ImportResult = z
  .object({
    program: z.string(),
    dryRun: z.boolean(),
    tracks: z.number().int().openapi({ description: 'Tracks of the collection' }),
    matched: z.number().int().openapi({ description: 'Those that the library has' }),
    changed: z.number().int(),
    unchanged: z.number().int(),
    fields: Counted.openapi({ description: 'Tracks with a new value, by field' }),
    kept: Counted.openapi({ description: 'Tracks that keep another value, by field' }),
    unmatched: Counted.openapi({ description: 'Tracks that the library does not have, by reason' }),
    playlists: z.number().int(),
  })
  .openapi('ImportResult');

const importXml = createRoute({
  ...{ method: 'post', path: '/api/imports/xml', tags, summary: 'Bring values and playlists of a Rekordbox XML file' },
  description: 'The body is the file, at most 300 MB.',
  request: {
    query: z.object({
      dryRun: Flag.optional().openapi({ description: 'Change nothing' }),
      only: z.enum(['tags']).optional().openapi({ description: '`tags`: only My Tags, also those in comments' }),
      force: Flag.optional().openapi({ description: 'Also replace values that you, a tag or another program set' }),
    }),
    body: { required: true, content: { 'application/xml': { schema: z.string().openapi({ format: 'binary' }) } } },
  },
  responses: answers(ImportResult, 'What changed'),
});

const undoImport = createRoute({
  ...{ method: 'post', path: '/api/imports/undo', tags, summary: 'Undo the last import' },
  responses: answers(
    z.object({ program: z.string(), restored: z.number().int(), changedSince: z.number().int() }),
    'The numbers of tracks that are as before, and that changed since',
  ),
});

/** Imports from DJ programs. */
export function addImports(app: OpenAPIHono, { library, events }: ServerContext): void {
  const changed = () => {
    events.publish('library', { changed: 'tracks' });
    events.publish('library', { changed: 'lists' });
  };

  app.openapi(importXml, async (request) => {
    const { dryRun = false, force = false, only } = request.req.valid('query');
    const part = only === undefined ? {} : { fields: [only], playlists: false };
    const { body, signal } = request.req.raw;
    const summary = await withReceivedFile(body, 'rekordbox.xml', (file) =>
      lastOf(library.importCollection(readRekordboxXml(file), { ...part, dryRun, force, signal })),
    );
    if (!dryRun) changed();
    const { matched, program, tracks, unchanged, fields, kept, unmatched, playlists } = summary;
    return request.json(
      {
        ...{ program, dryRun, tracks, unchanged, playlists, changed: summary.changed },
        matched: Object.values(matched).reduce((sum, count) => sum + count, 0),
        ...{ fields: { ...fields }, kept: { ...kept }, unmatched: { ...unmatched } },
      },
      200,
    );
  });

  app.openapi(undoImport, async (request) => {
    const { program, restored, changedSince } = await library.undoImport();
    changed();
    return request.json({ program, restored, changedSince: changedSince.length }, 200);
  });
}

/** Runs an import to its end. */
async function lastOf(events: AsyncGenerator<unknown, ImportSummary>): Promise<ImportSummary> {
  for (;;) {
    const step = await events.next();
    if (step.done) return step.value;
  }
}
