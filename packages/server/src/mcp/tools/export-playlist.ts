import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from '@hono/zod-openapi';
import { cleanText } from '@rbassist/core';
import { EXPORT_KINDS } from '../../http/export-files.ts';
import { counted } from '../counted.ts';
import { ExportedTracks, exportedTracks } from '../exported-tracks.ts';
import { defineTool } from '../tool.ts';

const LONGEST_FILE = 200_000;

/** Returns a playlist as text. */
export const exportPlaylist = defineTool({
  name: 'export_playlist',
  title: 'Write a playlist',
  description:
    'Returns a playlist as the text of a file for DJ programs (m3u8, xml for Rekordbox, nml for Traktor) or spreadsheets (csv). It contains the paths of the files. It saves no file.',
  input: ExportedTracks,
  output: z.object({
    text: z.string().describe('The text of the file'),
    complete: z.boolean().describe('False if the file is longer than the text'),
    tracks: z.number().int(),
    leftOut: z.number().int().describe('Tracks that could not be written'),
  }),
  whole: ['text'],
  async run(context, given, { signal }) {
    const { count, ...wanted } = await exportedTracks(context, given);
    const { ending, write } = EXPORT_KINDS[given.kind];
    const folder = await mkdtemp(join(tmpdir(), 'rbassist-export-'));
    try {
      const file = join(folder, `rbassist${ending}`);
      const { leftOut } = await write(context.library, file, { ...wanted, kind: given.kind, signal });
      const text = await readFile(file, 'utf8');
      const lines = text.slice(0, LONGEST_FILE).split(/\r?\n/).map(cleanText);
      const tracks = count - leftOut;
      return {
        text: `A playlist of ${counted(tracks, 'track')}.`,
        data: { text: lines.join('\n'), complete: text.length <= LONGEST_FILE, tracks, leftOut },
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
});
