import type { AnswerContext } from '../server-context.ts';
import { browseFilters, type TrackFilterValues } from './track-query.ts';

/** Returns the paths of the tracks that pass filters of lists. */
export async function passingPaths(context: AnswerContext, values: TrackFilterValues): Promise<string[]> {
  const { library } = context;
  const { tracks } = await library.browse({ ...browseFilters(values, context), limit: library.size + 1 });
  return tracks.map(({ path }) => path);
}
