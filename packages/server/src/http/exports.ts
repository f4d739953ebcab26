import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { OptionError, portableName } from '@rbassist/core';
import { CUE_WRITINGS, type Library, PREFERENCES, TAG_TARGETS, TONALITY_NOTATIONS } from '@rbassist/library';
import type { ServerContext } from '../server-context.ts';
import { jsonBody, problem } from './answers.ts';
import { TrackId } from './parameters.ts';
import { withReceivedFile } from './received-file.ts';

const MOST_TRACKS = 100_000;

/** Kinds of files: ending, media type, and the function that writes one. */
const KINDS = {
  xml: { ending: '.xml', type: 'application/xml', write: writeXml },
  nml: { ending: '.nml', type: 'application/xml', write: writeNml },
  m3u8: { ending: '.m3u8', type: 'audio/x-mpegurl', write: writePlaylist },
  csv: { ending: '.csv', type: 'text/csv; charset=utf-8', write: writePlaylist },
} as const;
type Kind = keyof typeof KINDS;

const ExportRequest = z
  .strictObject({
    kind: z.enum(Object.keys(KINDS) as [Kind, ...Kind[]]),
    ids: z.array(TrackId).min(1).max(MOST_TRACKS).optional(),
    set: z.string().min(1).max(500).optional(),
    name: z.string().min(1).max(200).optional().openapi({ description: 'Name of the file, and of its playlist' }),
    cues: z.enum(CUE_WRITINGS).optional().openapi({ description: 'Form of cues; for `xml`' }),
    keyNotation: z.enum(TONALITY_NOTATIONS).optional().openapi({ description: 'For `xml`' }),
    tagsTo: z.array(z.enum(TAG_TARGETS)).optional().openapi({ description: 'Places that get My Tags; for `xml`' }),
  })
  .refine(({ ids, set }) => ids === undefined || set === undefined, 'Give either ids or a set')
  .openapi('ExportRequest', { description: 'Without ids and set: the whole library' });
type ExportRequest = z.infer<typeof ExportRequest>;

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
        Object.values(KINDS).map(({ type }) => [type, { schema: z.string().openapi({ format: 'binary' }) }]),
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
    const { ending, type, write } = KINDS[kind];
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

interface Wanted extends ExportRequest {
  name: string;
  paths: string[] | undefined;
  signal: AbortSignal;
}

interface Written {
  /** Number of tracks that could not be written. */
  leftOut: number;
}

async function writeXml(library: Library, file: string, { paths, set, ...wanted }: Wanted): Promise<Written> {
  const { name, cues, keyNotation, tagsTo, signal } = wanted;
  const { leftOut, interrupted } = await library.exportXml(file, {
    ...{ name, signal },
    ...selection(paths, set),
    ...(cues && { cues }),
    ...(keyNotation && { keyNotation }),
    ...(tagsTo && { tagsTo }),
  });
  if (interrupted) throw stopped();
  return { leftOut: leftOut.length };
}

async function writeNml(library: Library, file: string, { paths, set, name, signal }: Wanted): Promise<Written> {
  const { leftOut, interrupted } = await library.exportNml(file, { name, signal, ...selection(paths, set) });
  if (interrupted) throw stopped();
  return { leftOut };
}

async function writePlaylist(library: Library, file: string, { paths, set }: Wanted): Promise<Written> {
  const { tracks: rows } = set === undefined ? { tracks: undefined } : await library.set(set);
  const ofSet = rows?.flatMap(({ path, movedTo, track }) => (track ? [movedTo ?? path] : []));
  const all = paths ?? ofSet ?? Array.from(library.tracks([]), ([path]) => path);
  await library.writePlaylist(file, all);
  return { leftOut: rows === undefined ? 0 : rows.length - all.length };
}

function selection(tracks: string[] | undefined, set: string | undefined) {
  return { ...(tracks && { tracks }), ...(set !== undefined && { sets: [set] }) };
}

function stopped(): OptionError {
  return new OptionError('The export was stopped.');
}

/** Returns a header that saves the body as a file, with a name that any system allows. */
function attachment(name: string): string {
  return `attachment; filename*=UTF-8''${encodeURIComponent(name.toWellFormed())}`;
}
