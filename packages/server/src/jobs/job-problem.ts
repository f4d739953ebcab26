import { z } from '@hono/zod-openapi';
import type { TrackError } from '@rbassist/core';
import { Remedies } from '../http/answers.ts';
import { TrackId } from '../http/parameters.ts';
import { remediesOf } from '../http/remedy-jobs.ts';
import type { AnswerContext } from '../server-context.ts';
import { pathId } from '../track-ids.ts';

/** A file of a job that failed. */
export const JobProblem = z
  .object({
    job: z.string().openapi({ description: 'Id of the job' }),
    track: TrackId,
    path: z.string(),
    kind: z.string(),
    message: z.string(),
    remedies: Remedies,
  })
  .openapi('JobProblem');

/** See {@link JobProblem}. */
export type JobProblem = z.infer<typeof JobProblem>;

/** Returns the problem of a file. */
export function jobProblem(
  job: string,
  { path, kind, message, remedies }: TrackError,
  context: AnswerContext,
): JobProblem {
  return { job, track: pathId(path), path, kind, message, remedies: remediesOf(context, remedies, path) };
}
