import type { ServerContext } from '../server-context.ts';
import type { JobKind, JobRequest } from './job-request.ts';

/** Options of a job: those of its request, with folders and tracks as paths. */
type OptionsOf<Kind extends JobKind> = Omit<JobRequest<Kind>, 'kind' | 'folders' | 'tracks' | 'keepIn'> & {
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
}

/**
 * Replaces the names of folders and tracks in a request by their paths.
 *
 * @throws {NotFoundError} if the library has no such track, or no answer named such a folder.
 */
export function jobOrder({ ids, folders }: Pick<ServerContext, 'ids' | 'folders'>, request: JobRequest): JobOrder {
  const { kind, folders: named = [], tracks = [], keepIn, ...options } = request as JobRequest & Named;
  const paths = [...named.map((id) => folders.path(id)), ...tracks.map((id) => ids.path(id))];
  const kept = keepIn && { keepIn: keepIn.map((id) => folders.path(id)) };
  return { kind, paths, options: { ...options, ...kept } } as JobOrder;
}
