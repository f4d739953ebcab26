import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { portableName } from '@rbassist/core';
import { PREFERENCES } from '@rbassist/library';
import type { ServerContext } from '../server-context.ts';
import { jsonBody, problem } from './answers.ts';
import { EXPORT_KINDS, ExportRequest, stopped } from './export-files.ts';
import { withReceivedFile } from './received-file.ts';

const exportTracks = createRoute({
  method: 'post',
  path: '/api/exports',
  tags: ['exports'],
  summary: 'Download tracks as a file for a DJ program or a spreadsheet',
  description: 'The header x-rbassist-left-out counts the tracks that could not be written.',
  request: jsonBody(ExportRequest),
  responses: {
    200: {
      description: 'The file',
      content: Object.fromEntries(
        Object.values(EXPORT_KINDS).map(({ type }) => [type, { schema: z.string().openapi({ format: 'binary' }) }]),
      ),
    },
    default: problem,
  },
});

const mergeXml = createRoute({
  method: 'post',
  path: '/api/exports/merged-xml',
  tags: ['exports'],
  summary: 'Merge the whole library into your own export of Rekordbox',
  description:
    'The body is your export, at most 300 MB. Its tracks keep their TrackIDs, Locations and values. The header ' +
    'x-rbassist-left-out counts the tracks that could not be written.',
  request: {
    query: z.object({ prefer: z.enum(PREFERENCES).optional().openapi({ description: 'Program whose values win' }) }),
    body: { required: true, content: { 'application/xml': { schema: z.string().openapi({ format: 'binary' }) } } },
  },
  responses: {
    200: {
      description: 'The file',
      content: { 'application/xml': { schema: z.string().openapi({ format: 'binary' }) } },
    },
    default: problem,
  },
});

/** Files for other programs. */
export function addExports(app: OpenAPIHono, { library, ids }: ServerContext): void {
  app.openapi(exportTracks, async (request) => {
    const wanted = request.req.valid('json');
    const { kind, name = wanted.set ?? 'rbassist' } = wanted;
    const { ending, type, write } = EXPORT_KINDS[kind];
    const paths = wanted.ids?.map((id) => ids.path(id));
    const folder = await mkdtemp(join(tmpdir(), 'rbassist-export-'));
    const remove = () => void rm(folder, { recursive: true, force: true }).catch(() => {});
    try {
      const file = join(folder, `rbassist${ending}`);
      const { leftOut } = await write(library, file, { ...wanted, name, paths, signal: request.req.raw.signal });
      const body = createReadStream(file).once('close', remove);
      return request.body(Readable.toWeb(body) as ReadableStream, 200, {
        'content-type': type,
        'content-disposition': attachment(`${portableName(name)}${ending}`),
        'x-rbassist-left-out': String(leftOut),
      });
    } catch (error) {
      remove();
      throw error;
    }
  });

  app.openapi(mergeXml, async (request) => {
    const { prefer } = request.req.valid('query');
    const { body: received, signal } = request.req.raw;
    const { file, leftOut } = await withReceivedFile(received, 'base.xml', async (base) => {
      const folder = await mkdtemp(join(tmpdir(), 'rbassist-export-'));
      const file = join(folder, 'rbassist.xml');
      try {
        const { leftOut, interrupted } = await library.exportXml(file, { base, signal, ...(prefer && { prefer }) });
        if (interrupted) throw stopped();
        return { file, leftOut: leftOut.length };
      } catch (error) {
        await rm(folder, { recursive: true, force: true });
        throw error;
      }
    });
    const body = createReadStream(file).once('close', () => void rm(dirname(file), { recursive: true, force: true }));
    return request.body(Readable.toWeb(body) as ReadableStream, 200, {
      'content-type': 'application/xml',
      'content-disposition': attachment('rbassist.xml'),
      'x-rbassist-left-out': String(leftOut),
    });
  });
}

/** Returns a header that saves the body as a file, with a name that any system allows. */
function attachment(name: string): string {
  return `attachment; filename*=UTF-8''${encodeURIComponent(name.toWellFormed())}`;
}
