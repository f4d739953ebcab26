import { z } from '@hono/zod-openapi';
import { PlanRequest, planningOptions } from '../../http/planning-options.ts';
import { SetMix, SetPlan, setPlan } from '../../http/set-schemas.ts';
import { counted } from '../counted.ts';
import { Chosen, ListedTrack, TrackId } from '../parameters.ts';
import { defineTool } from '../tool.ts';
import { knownIds } from '../track-names.ts';

const LONGEST_SET = 200;
const SECONDS_PER_MINUTE = 60;
const { energyCurve, bpmCurve, artistSpacing, transitionRules, exclude, keepOrder } = PlanRequest.shape;

/** Plans a set. */
export const planSet = defineTool({
  name: 'plan_set',
  title: 'Plan a set',
  description:
    'Chooses tracks and their order for a set, with the mixes rated. It saves nothing. A plan of many tracks takes some seconds.',
  input: z.strictObject({
    seeds: z.array(TrackId).max(LONGEST_SET).optional().describe('Tracks that the set must have'),
    keepOrder: keepOrder.describe('Keep the order of the seeds; other tracks may come between them'),
    length: z.number().int().min(1).max(LONGEST_SET).optional().describe('Number of tracks; 20 if you give neither'),
    minutes: z.number().positive().max(1440).optional().describe('Length of the set in minutes, instead of `length`'),
    start: TrackId.optional().describe('Id of the first track'),
    end: TrackId.optional().describe('Id of the last track'),
    energyCurve: energyCurve.describe('Energy over the set: a name, or numbers from 0 to 1'),
    bpmCurve: bpmCurve.describe('Tempo over the set, in BPM, such as [124, 132]'),
    artistSpacing: artistSpacing.describe('Smallest number of tracks between two of one artist'),
    transitionRules: transitionRules.describe('Rules that no mix may break'),
    exclude: exclude.describe('Tracks, artists, tags and saved sets to leave out'),
    filters: Chosen,
  }),
  output: SetPlan.omit({ curves: true, cost: true }).extend({
    tracks: z.array(ListedTrack),
    mixes: z.array(SetMix.omit({ parts: true, stars: true })).describe('One for each pair of neighbours'),
  }),
  async run(context, { seeds = [], minutes, start, end, ...request }, run) {
    await knownIds(
      context,
      [start, end].flatMap((id) => id ?? []),
    );
    const options = await planningOptions(context, {
      ...request,
      start,
      end,
      seeds: await knownIds(context, seeds),
      ...(minutes !== undefined && { durationS: minutes * SECONDS_PER_MINUTE }),
    });
    const data = setPlan(context, await context.library.planSet({ ...options, ...run }));
    const length = Math.round(data.durationS / SECONDS_PER_MINUTE);
    return {
      text: `A plan of ${counted(data.tracks.length, 'track')}, ${counted(length, 'minute')}. It is not saved.`,
      data,
    };
  },
});
