import { z } from '@hono/zod-openapi';
import { counted } from '../counted.ts';
import { SetName } from '../parameters.ts';
import { defineTool } from '../tool.ts';

/** Undoes a change. */
export const undoChange = defineTool({
  name: 'undo_change',
  title: 'Undo a change',
  description:
    'Undoes the last change of tags or values, whoever made it; or, with the name of a set, the last change of that set. Ask the user first if the last change was not yours.',
  effect: 'replaces',
  input: z.strictObject({ set: SetName.optional() }),
  output: z.object({
    what: z.string().describe('The action or command that was undone'),
    at: z.string().nullable().describe('Time of the change, ISO 8601'),
    restored: z.number().int().describe('Tracks that are as before'),
    conflicts: z.number().int().describe('Tracks that stay as they are, because they changed since, or are gone'),
  }),
  async run({ library }, { set }) {
    if (set !== undefined) {
      const { name, tracks } = await library.undoSet(set);
      return {
        text: `The set ${name} is as before: ${counted(tracks.length, 'track')}.`,
        data: { what: 'set', at: null, restored: tracks.length, conflicts: 0 },
      };
    }
    const { change, restored, conflicts } = await library.undo();
    return {
      text: `Undid "${change.command}": ${counted(restored, 'track')} as before.`,
      data: { what: change.command, at: change.time, restored, conflicts: conflicts.length },
    };
  },
});
