import { z } from '@hono/zod-openapi';
import { OptionError } from '@rbassist/library';
import { EXPORT_KIND_NAMES } from '../http/export-files.ts';
import type { AnswerContext } from '../server-context.ts';
import { Name, SetName, TrackId } from './parameters.ts';
import { trackPaths } from './track-names.ts';

const MOST_TRACKS = 500;

/** Tracks of a playlist, and the form of its file. */
export const ExportedTracks = z.strictObject({
  tracks: z.array(TrackId).min(1).max(MOST_TRACKS).optional().describe('Ids of tracks, in their order'),
  set: SetName.optional().describe('Instead of tracks: the name of a saved set'),
  kind: z.enum(EXPORT_KIND_NAMES).default('m3u8'),
  name: Name.optional().describe('Name of the playlist'),
});

/**
 * Finds the tracks of a playlist.
 *
 * @returns paths or a set for the writers of `EXPORT_KINDS`, a name, and the number of tracks.
 * @throws {OptionError} unless either tracks or a set is given.
 */
export async function exportedTracks(
  context: AnswerContext,
  { tracks, set, name = set ?? 'rbassist' }: z.infer<typeof ExportedTracks>,
) {
  if ((tracks === undefined) === (set === undefined)) throw new OptionError('Give either tracks or a set.');
  const paths = tracks && (await trackPaths(context, tracks));
  const count = paths?.length ?? (await context.library.set(set ?? '')).tracks.length;
  return { paths, set, name, count };
}
