import { z } from '@hono/zod-openapi';
import { OptionError } from '@rbassist/core';
import { CUE_WRITINGS, type Library, TAG_TARGETS, TONALITY_NOTATIONS } from '@rbassist/library';
import { TrackId } from './parameters.ts';

const MOST_TRACKS = 100_000;

/** Kinds of files: ending, media type, and the function that writes one. */
export const EXPORT_KINDS = {
  xml: { ending: '.xml', type: 'application/xml', write: writeXml },
  nml: { ending: '.nml', type: 'application/xml', write: writeNml },
  m3u8: { ending: '.m3u8', type: 'audio/x-mpegurl', write: writePlaylist },
  csv: { ending: '.csv', type: 'text/csv; charset=utf-8', write: writePlaylist },
} as const;
/** A kind of file. */
export type ExportKind = keyof typeof EXPORT_KINDS;

/** Names of {@link EXPORT_KINDS}. */
export const EXPORT_KIND_NAMES = Object.keys(EXPORT_KINDS) as [ExportKind, ...ExportKind[]];

/** Tracks to write, and the form of their file. */
export const ExportRequest = z
  .strictObject({
    kind: z.enum(EXPORT_KIND_NAMES),
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

/** Returns the error of an export that was stopped. */
export function stopped(): OptionError {
  return new OptionError('The export was stopped.');
}
