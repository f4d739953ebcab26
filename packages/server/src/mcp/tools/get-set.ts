import { z } from '@hono/zod-openapi';
import { SetDetails, SetMix, setDetails } from '../../http/set-schemas.ts';
import type { AnswerContext } from '../../server-context.ts';
import { counted } from '../counted.ts';
import { ListedTrack, SetName } from '../parameters.ts';
import { defineTool } from '../tool.ts';

/** A saved set in an answer. */
export const ListedSet = SetDetails.omit({ curves: true, created: true }).extend({
  tracks: z.number().int(),
  rows: z.array(SetDetails.shape.rows.element.extend({ track: ListedTrack })).describe('The first 500'),
  mixes: z.array(z.union([SetMix.omit({ parts: true }), z.null()])).describe('One for each pair of neighbours'),
});

/** Returns a saved set as an answer. */
export async function listedSet(context: AnswerContext, name: string): Promise<z.input<typeof ListedSet>> {
  const set = setDetails(context, await context.library.set(name));
  return { ...set, tracks: set.rows.length };
}

/** Shows a saved set. */
export const getSet = defineTool({
  name: 'get_set',
  title: 'Show a set',
  description: 'Shows a saved set with its mixes rated.',
  input: z.strictObject({ name: SetName }),
  output: ListedSet,
  async run(context, { name }) {
    const data = await listedSet(context, name);
    return { text: `${data.name}: ${counted(data.tracks, 'track')}.`, data };
  },
});
