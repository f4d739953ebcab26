import { z } from '@hono/zod-openapi';
import { TagChanges, tagChanges } from '../../http/tag-changes.ts';
import { counted } from '../counted.ts';
import { Names, TrackId } from '../parameters.ts';
import { defineTool } from '../tool.ts';
import { trackPaths } from '../track-names.ts';

const MOST_TRACKS = 500;

/** Changes the user's tags. */
export const changeTags = defineTool({
  name: 'change_tags',
  title: 'Change tags',
  description:
    "Adds tags to the user's own tags of tracks, and removes some. Use it to accept suggestions of suggest_tags. The music files stay as they are. undo_change undoes it.",
  effect: 'replaces',
  input: z.strictObject({
    tracks: z.array(TrackId).min(1).max(MOST_TRACKS),
    add: Names.optional(),
    remove: Names.optional(),
  }),
  output: TagChanges,
  async run(context, { tracks, add = [], remove = [] }) {
    const changes = await context.library.changeTags(await trackPaths(context, tracks), { add, remove });
    return { text: `Changed the tags of ${counted(changes.tracks, 'track')}.`, data: tagChanges(changes) };
  },
});
