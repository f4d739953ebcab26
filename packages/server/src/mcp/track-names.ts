import { NotFoundError } from '@rbassist/library';
import { summaryOf, type TrackSummary } from '../http/track-summary.ts';
import type { AnswerContext } from '../server-context.ts';

const MOST_CANDIDATES = 5;

/** No track has this id. Perhaps it is a name; `candidates` are the tracks that have its words. */
export class UnknownTrackError extends NotFoundError {
  readonly candidates: readonly Pick<TrackSummary, 'id' | 'artist' | 'title'>[];

  constructor(given: string, candidates: UnknownTrackError['candidates']) {
    const advice =
      candidates.length > 0 ? 'Call again with the id of one of the candidates.' : 'Find the track with find_tracks.';
    super(`"${given}" is not the id of a track. ${advice}`);
    this.candidates = candidates;
  }
}

/**
 * Returns the path of a track.
 *
 * @throws {UnknownTrackError} if no track has this id.
 */
export async function trackPath(context: AnswerContext, id: string): Promise<string> {
  const { library, ids } = context;
  const path = ids.known(id);
  if (path !== undefined) return path;
  const { tracks } = await library.browse({ text: id, limit: MOST_CANDIDATES });
  const candidates = tracks.map((track) => {
    const { id, artist, title } = summaryOf(context, track.path, track);
    return { id, artist, title };
  });
  throw new UnknownTrackError(id, candidates);
}

/** Returns the paths of tracks. Throws as {@link trackPath}. */
export async function trackPaths(context: AnswerContext, ids: readonly string[]): Promise<string[]> {
  const paths: string[] = [];
  for (const id of ids) paths.push(await trackPath(context, id));
  return paths;
}

/** Returns ids of tracks as they are. Throws as {@link trackPath}. */
export async function knownIds(context: AnswerContext, ids: readonly string[]): Promise<string[]> {
  await trackPaths(context, ids);
  return [...ids];
}
