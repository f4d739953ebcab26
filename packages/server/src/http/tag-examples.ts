import { SOUND_TAGS } from '@rbassist/library';
import type { ServerContext } from '../server-context.ts';
import { summaryOf, type TrackSummary } from './track-summary.ts';

/** Tempo difference that removes no track, in percent. */
const ANY_TEMPO_PCT = 1_000_000;

interface TagExamples {
  from: 'own' | 'sound';
  examples: { track: TrackSummary; distance: number | null }[];
}

/** Finds the tracks with a tag that are nearest to a track, or without any those that sound most like it. */
export async function findExamples(
  context: ServerContext,
  path: string,
  tag: string,
  limit: number,
): Promise<TagExamples> {
  const { library } = context;
  const { recommendations } = await library.recommend(path, {
    ...{ top: limit, tags: [tag], tempoPct: ANY_TEMPO_PCT, camelotNeighbors: false, otherVersions: true },
  });
  if (recommendations.length > 0 || !SOUND_TAGS.includes(tag)) {
    const examples = recommendations.map((each) => ({
      track: summaryOf(context, each.path),
      distance: each.distance,
    }));
    return { from: 'own', examples };
  }
  const { tracks } = await library.find(tag, { top: limit, exclude: [path] });
  return { from: 'sound', examples: tracks.map((each) => ({ track: summaryOf(context, each.path), distance: null })) };
}
