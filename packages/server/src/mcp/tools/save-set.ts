import { z } from '@hono/zod-openapi';
import { OptionError } from '@rbassist/library';
import { rowsOf } from '../../http/sets.ts';
import { counted } from '../counted.ts';
import { SetName, TrackId } from '../parameters.ts';
import { defineTool } from '../tool.ts';
import { knownIds } from '../track-names.ts';
import { ListedSet, listedSet } from './get-set.ts';

const LONGEST_SET = 500;

/** Saves a set. */
export const saveSet = defineTool({
  name: 'save_set',
  title: 'Save a set',
  description:
    'Saves tracks as a set under a name. With `replace`, it changes a set that exists: tracks that stay keep their notes, locks and stars. undo_change brings the version before back.',
  effect: 'replaces',
  input: z.strictObject({
    name: SetName,
    tracks: z.array(TrackId).min(1).max(LONGEST_SET).describe('Ids of the tracks, in playing order'),
    replace: z.boolean().default(false).describe('Replace the tracks of a set of this name'),
  }),
  output: ListedSet,
  async run(context, { name, tracks, replace }) {
    const { library } = context;
    const wanted = (await knownIds(context, tracks)).map((id) => ({ id }));
    if (!(await library.hasSet(name))) await library.saveSet(name, { tracks: await rowsOf(context, wanted, []) });
    else if (replace) {
      await library.editSet(name, async (set) => ({ ...set, tracks: await rowsOf(context, wanted, set.tracks) }));
    } else {
      throw new OptionError(
        `There is a set "${name}" already. Choose another name, or set replace if the user agrees.`,
      );
    }
    const data = await listedSet(context, name);
    return { text: `Saved ${data.name}: ${counted(data.tracks, 'track')}.`, data };
  },
});
