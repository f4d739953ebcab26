import { z } from '@hono/zod-openapi';
import { TAG_ORIGINS, TAG_SUGGESTION_DEFAULTS } from '@rbassist/library';
import { summaryOf } from '../../http/track-summary.ts';
import { counted } from '../counted.ts';
import { ListedTrack, limit, TrackId } from '../parameters.ts';
import { defineTool } from '../tool.ts';
import { trackPaths } from '../track-names.ts';

const MOST_TRACKS = 200;
const MOST_TAGS = 20;

/** Suggests tags. */
export const suggestTags = defineTool({
  name: 'suggest_tags',
  title: 'Suggest tags',
  description:
    "Suggests tags for tracks, learned from the user's own tags, or from the sound. It stores nothing. Each suggestion has the nearest tracks with that tag as examples.",
  input: z.strictObject({
    tracks: z.array(TrackId).min(1).max(MOST_TRACKS).optional().describe('Without it: all tracks without own tags'),
    from: z
      .enum(TAG_ORIGINS)
      .default(TAG_SUGGESTION_DEFAULTS.from)
      .describe('Learn from the own tags, take genre and mood from the sound, or both'),
    top: z.number().int().min(1).max(MOST_TAGS).default(TAG_SUGGESTION_DEFAULTS.top).describe('Most tags of a track'),
    precision: z.number().min(0).max(1).optional().describe('Share of the suggestions that must be right, such as 0.8'),
    limit: limit(25, 100),
  }),
  output: z.object({
    total: z.number().int().describe('Tracks with suggestions'),
    compared: z.number().int(),
    withoutVector: z.number().int().describe('Tracks that could not be compared; a scan makes it possible'),
    tracks: z.array(
      z.object({
        track: ListedTrack,
        suggestions: z.array(
          z.object({
            tag: z.string(),
            score: z.number(),
            threshold: z.number().describe('Score from which it is suggested'),
            from: z.enum(['own', 'sound']),
            examples: z.array(z.object({ id: z.string(), title: z.string(), artist: z.string().nullable() })),
          }),
        ),
      }),
    ),
  }),
  async run(context, { tracks, limit: most, ...options }, run) {
    const paths = tracks === undefined ? [] : await trackPaths(context, tracks);
    const includeTagged = tracks !== undefined;
    const found = await context.library.suggestTags(paths, { ...options, ...run, includeTagged });
    const shown = found.tracks.slice(0, most).map(({ path, suggestions }) => ({
      track: summaryOf(context, path),
      suggestions: suggestions.map(({ nearest, ...suggestion }) => ({
        ...suggestion,
        examples: nearest.map(({ path: near }) => summaryOf(context, near)),
      })),
    }));
    return {
      text: `${counted(found.tracks.length, 'track')} of ${found.compared} got suggestions; here are ${shown.length}.`,
      data: {
        total: found.tracks.length,
        compared: found.compared,
        withoutVector: found.withoutVector.length,
        tracks: shown,
      },
    };
  },
});
