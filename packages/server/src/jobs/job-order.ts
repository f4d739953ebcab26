import { type Library, NotFoundError } from '@rbassist/library';
import type { AnswerContext } from '../server-context.ts';
import type { JobKind, JobRequest } from './job-request.ts';

/** Options of a job: those of its request, with folders and tracks as paths. */
type OptionsOf<Kind extends JobKind> = Omit<JobRequest<Kind>, 'kind' | 'folders' | 'tracks' | 'keepIn' | 'failedAs'> & {
  keepIn?: string[];
  /** Files that a watch found to be still written. */
  unfinished?: string[];
};

/** A job to do. It is stored, so that a later run of the server can continue it. */
export type JobOrder<Kind extends JobKind = JobKind> = {
  [Each in Kind]: { kind: Each; paths: string[]; options: OptionsOf<Each> };
}[Kind];

interface Named {
  folders?: string[];
  tracks?: string[];
  keepIn?: string[];
  failedAs?: string;
}

/**
 * Replaces the names of folders and tracks in a request by their paths.
 *
 * @throws {NotFoundError} if the library has no such track, no answer named such a folder, or no track failed that way.
 */
export async function jobOrder({ library, ids, folders }: AnswerContext, request: JobRequest): Promise<JobOrder> {
  const { kind, folders: named = [], tracks = [], keepIn, failedAs, ...options } = request as JobRequest & Named;
  const paths = [...named.map((id) => folders.path(id)), ...tracks.map((id) => ids.path(id))];
  const again = failedAs === undefined ? undefined : { retryFailed: true };
  if (failedAs !== undefined) paths.push(...(await failedPaths(library, failedAs)));
  const kept = keepIn && { keepIn: keepIn.map((id) => folders.path(id)) };
  return { kind, paths, options: { ...options, ...kept, ...again } } as JobOrder;
}

async function failedPaths(library: Library, kind: string): Promise<string[]> {
  const { tracks } = await library.browse({ states: ['failed'], limit: Math.max(1, library.size) });
  const failed = tracks.filter(({ error }) => error?.kind === kind);
  // a scan without paths would be one of the whole library
  if (failed.length === 0) throw new NotFoundError(`No track has failed as "${kind}". Ask for the failures again.`);
  return failed.map(({ path }) => path);
}
