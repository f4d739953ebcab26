import { z } from '@hono/zod-openapi';
import { CrateRequest, ExpandedCrate, expandedCrate } from '../../http/crates.ts';
import { counted } from '../counted.ts';
import { Chosen, ListedTrack, Names, TrackId } from '../parameters.ts';
import { defineTool } from '../tool.ts';
import { knownIds } from '../track-names.ts';

const MOST_MEMBERS = 500;
const MOST_ADDED = 100;
const { preset, diversity, tempoPct, allowDoubletime, newArtist, exclude } = CrateRequest.shape;
const { added } = ExpandedCrate.shape;

/** Makes a crate grow. */
export const expandCrate = defineTool({
  name: 'expand_crate',
  title: 'Grow a crate',
  description:
    'Finds tracks that make a crate grow in its own spirit. The crate is a list of tracks, the tracks with a tag, a saved set, or several of these. It saves nothing.',
  input: z.strictObject({
    tracks: z.array(TrackId).max(MOST_MEMBERS).optional(),
    tags: Names.optional().describe('Tags whose tracks belong to the crate'),
    sets: Names.optional().describe('Saved sets whose tracks belong to the crate'),
    add: z.number().int().min(1).max(MOST_ADDED).default(10).describe('Number of tracks to add'),
    preset: preset.describe('Weights to start from'),
    diversity: diversity.describe('0: only the nearest; 1: as varied as possible'),
    tempoPct: tempoPct.describe('Largest difference in tempo, in percent'),
    allowDoubletime: allowDoubletime.describe('Also accept half and double of the tempo'),
    newArtist: newArtist.describe('Leave out the artists of the crate'),
    exclude: exclude.describe('Tracks, artists, tags and saved sets to leave out'),
    filters: Chosen,
  }),
  output: ExpandedCrate.omit({ members: true, included: true, withoutVector: true }).extend({
    members: z.number().int().describe('Tracks of the crate'),
    added: z.array(added.element.omit({ parts: true }).extend({ track: ListedTrack })),
    withoutVector: z.number().int().describe('Tracks of the crate that could not be compared'),
  }),
  async run(context, { tracks = [], ...request }, { signal }) {
    const found = await expandedCrate(context, { ...request, ids: await knownIds(context, tracks) }, { signal });
    return {
      text: `${counted(found.added.length, 'track')} for a crate of ${found.members.length}.`,
      data: { ...found, members: found.members.length, withoutVector: found.withoutVector.length },
    };
  },
});
