import { z } from '@hono/zod-openapi';
import { OptionError } from '@rbassist/library';
import { TrackValues } from '../../http/track.ts';
import { summaryOf } from '../../http/track-summary.ts';
import { ListedTrack, TrackId } from '../parameters.ts';
import { defineTool } from '../tool.ts';
import { trackPath } from '../track-names.ts';

const { rating, comments, bpm, key } = TrackValues.shape;

/** Sets values of a track. */
export const editTrack = defineTool({
  name: 'edit_track',
  title: 'Edit a track',
  description:
    "Sets values of a track as the user's own: stars, comments, BPM and key. null removes a value. The music file stays as it is. undo_change undoes it.",
  effect: 'replaces',
  input: z.strictObject({
    track: TrackId,
    rating: rating.describe('Stars, 0 to 5'),
    comments,
    bpm,
    key: key.describe('In any notation, such as "8A" or "Am"'),
  }),
  output: ListedTrack,
  async run(context, { track, ...values }) {
    if (Object.keys(values).length === 0) throw new OptionError('Give a value to set: rating, comments, bpm or key.');
    const path = await trackPath(context, track);
    await context.library.edit(path, values);
    const data = summaryOf(context, path);
    return { text: `Changed ${data.title}.`, data };
  },
});
