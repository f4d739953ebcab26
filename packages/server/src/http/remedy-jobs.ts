import { z } from '@hono/zod-openapi';
import type { Remedy } from '@rbassist/core';
import { JobRequest } from '../jobs/job-request.ts';
import type { ServerContext } from '../server-context.ts';
import { Remedies, remediesOf } from './answers.ts';

/** Remedies, and the first of them that is a job. */
export const RemediesWithJob = {
  remedies: Remedies,
  job: z.union([JobRequest, z.null()]).openapi({ description: 'Job that is a remedy: post it to /api/jobs' }),
};

/** Returns remedies with the first that is a job. */
export function remediesWithJob(
  context: Pick<ServerContext, 'library' | 'ids' | 'folders'>,
  remedies: readonly Remedy[],
) {
  const [job = null] = remedies.flatMap((remedy) => remedyJob(context, remedy) ?? []);
  return { remedies: remediesOf(remedies), job };
}

function remedyJob(
  { library, ids, folders }: Pick<ServerContext, 'library' | 'ids' | 'folders'>,
  remedy: Remedy,
): JobRequest | undefined {
  switch (remedy.action) {
    case 'rescan': {
      const { paths = [], reEmbed, retryFailed } = remedy;
      const known = paths.filter((path) => library.track(path) !== undefined);
      const others = paths.filter((path) => !known.includes(path));
      return {
        kind: 'scan',
        ...(known.length > 0 && { tracks: known.map((path) => ids.id(path)) }),
        ...(others.length > 0 && { folders: others.map((path) => folders.id(path)) }),
        ...(reEmbed && { reEmbed }),
        ...(retryFailed && { retryFailed }),
      };
    }
    case 'rebuild-index':
      return { kind: 'index', ...(remedy.incremental && { incremental: true }) };
    case 'check':
      return { kind: 'check' };
    case 'repair':
      return { kind: 'repair' };
    case 'prune':
      return { kind: 'prune' };
    case 'suggest-from-sound':
      return { kind: 'suggest-tags', from: 'sound' };
    default:
      return undefined;
  }
}
