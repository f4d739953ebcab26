import { join } from 'node:path';
import { z } from '@hono/zod-openapi';
import { makeFolder, portableName, requireFree } from '@rbassist/core';
import { EXPORT_KINDS } from '../../http/export-files.ts';
import { counted } from '../counted.ts';
import { ExportedTracks, exportedTracks } from '../exported-tracks.ts';
import { defineTool } from '../tool.ts';

/** Saves a playlist as a file. */
export const savePlaylist = defineTool({
  name: 'save_playlist',
  title: 'Save a playlist',
  description:
    'Saves a playlist as a file for DJ programs or spreadsheets, in the folder that the user set for this. It never replaces a file.',
  effect: 'adds',
  input: ExportedTracks,
  output: z.object({
    file: z.string().describe('Path of the file, for the user'),
    tracks: z.number().int(),
    leftOut: z.number().int().describe('Tracks that could not be written'),
  }),
  async run(context, given, { signal }) {
    const { count, ...wanted } = await exportedTracks(context, given);
    const { ending, write } = EXPORT_KINDS[given.kind];
    const file = join(context.exportFolder, `${portableName(wanted.name)}${ending}`);
    await requireFree(file);
    await makeFolder(context.exportFolder);
    const { leftOut } = await write(context.library, file, { ...wanted, kind: given.kind, signal });
    const tracks = count - leftOut;
    return { text: `Saved ${counted(tracks, 'track')} as ${file}.`, data: { file, tracks, leftOut } };
  },
});
