import { z } from '@hono/zod-openapi';
import { TagChanges, tagChanges } from '../../http/tag-changes.ts';
import { counted } from '../counted.ts';
import { Name, TrackId } from '../parameters.ts';
import { defineTool } from '../tool.ts';
import { trackPath } from '../track-names.ts';

const MOST_SUGGESTIONS = 500;

/** Accepts or rejects stored suggestions. */
export const judgeSuggestions = defineTool({
  name: 'judge_suggestions',
  title: 'Accept or reject suggested tags',
  description:
    "Accepts stored suggestions of list_suggestions, which then are the user's own tags, or rejects them, so that they are not suggested again. One suggestion that is not stored leaves all as they are. undo_change undoes it.",
  effect: 'replaces',
  input: z.strictObject({
    verdict: z.enum(['accept', 'reject']),
    suggestions: z
      .array(z.strictObject({ track: TrackId, tag: Name }))
      .min(1)
      .max(MOST_SUGGESTIONS),
  }),
  output: TagChanges,
  async run(context, { verdict, suggestions }) {
    const { library } = context;
    const choices: { track: string; tags: string[] }[] = [];
    for (const { track, tag } of suggestions) choices.push({ track: await trackPath(context, track), tags: [tag] });
    const changes = await (verdict === 'accept' ? library.acceptTags(choices) : library.rejectTags(choices));
    const done = verdict === 'accept' ? 'Accepted' : 'Rejected';
    return { text: `${done} ${counted(suggestions.length, 'suggestion')}.`, data: tagChanges(changes) };
  },
});
