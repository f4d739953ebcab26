import type { z } from '@hono/zod-openapi';
import type { Remedy } from '@rbassist/core';
import type { JobRequest } from '../jobs/job-request.ts';
import type { AnswerContext } from '../server-context.ts';
import type { Remedies } from './answers.ts';

/**
 * Returns remedies as JSON, each with the job that does it where there is one.
 *
 * @param about Path of the track that failed.
 */
export function remediesOf(
  context: AnswerContext,
  remedies: readonly Remedy[] = [],
  about?: string,
): z.infer<typeof Remedies> {
  return remedies.map((remedy) => {
    const job = remedyJob(context, remedy, about);
    return { ...JSON.parse(JSON.stringify(remedy)), ...(job && { job }) };
  });
}

function remedyJob(context: AnswerContext, remedy: Remedy, about: string | undefined): JobRequest | undefined {
  const track = about !== undefined && context.library.track(about) ? [about] : undefined;
  switch (remedy.action) {
    case 'rescan':
      return scanOf(context, { ...remedy, paths: remedy.paths ?? track });
    case 'retry':
      return track && scanOf(context, { paths: track, retryFailed: true });
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

function scanOf(
  { library, ids, folders }: AnswerContext,
  { paths = [], reEmbed, retryFailed }: { paths?: readonly string[]; reEmbed?: boolean; retryFailed?: boolean },
): JobRequest {
  const { known = [], others = [] } = Object.groupBy(paths, (path) => (library.track(path) ? 'known' : 'others'));
  return {
    kind: 'scan',
    ...(known.length > 0 && { tracks: known.map((path) => ids.id(path)) }),
    ...(others.length > 0 && { folders: others.map((path) => folders.id(path)) }),
    ...(reEmbed && { reEmbed }),
    ...(retryFailed && { retryFailed }),
  };
}
