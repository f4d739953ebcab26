import { z } from '@hono/zod-openapi';
import { PRESET_NAMES, WEIGHT_PRESETS } from '@rbassist/core';
import { mixGrade } from '../../http/mix-grade.ts';
import { mixAnswer, RatedTransition } from '../../http/recommendation-answers.ts';
import { TrackId } from '../parameters.ts';
import { defineTool } from '../tool.ts';
import { trackPath } from '../track-names.ts';

/** Rates the mix from one track into another. */
export const rateTransition = defineTool({
  name: 'rate_transition',
  title: 'Rate a mix',
  description:
    'Rates the mix from one track into another, from 0 to 1, with reasons, the change of the pitch fader, and places to leave the first and enter the second. Also rates the other direction.',
  input: z.strictObject({
    from: TrackId,
    to: TrackId,
    preset: z.enum(PRESET_NAMES).default('balanced').describe('Weights of the score'),
  }),
  output: RatedTransition,
  async run(context, { from, to, preset }, { signal }) {
    const [first, second] = [await trackPath(context, from), await trackPath(context, to)];
    signal.throwIfAborted();
    const mix = await context.library.mix(first, second, { weights: WEIGHT_PRESETS[preset] });
    const data = mixAnswer(mix, context);
    const grade = mixGrade(data.score);
    return { text: `A ${grade} mix from ${data.from.title} into ${data.to.title}: ${data.score.toFixed(2)}.`, data };
  },
});
