import { z } from '@hono/zod-openapi';
import { Problem } from '../http/answers.ts';
import { JOB_KINDS } from './job-request.ts';

/** States of a job. */
export const JOB_STATES = ['waiting', 'running', 'paused', 'done', 'failed', 'cancelled', 'interrupted'] as const;

/** States of a job that is over. */
export const ENDED_STATES: readonly (typeof JOB_STATES)[number][] = ['done', 'failed', 'cancelled', 'interrupted'];

/** A long job as programs and the page see it. */
export const Job = z
  .object({
    id: z.string(),
    kind: z.enum(JOB_KINDS),
    state: z.enum(JOB_STATES).openapi({
      description: '`interrupted`: the server ended in the middle; resuming continues where it was',
    }),
    about: z.array(z.string()).openapi({ description: 'Folders and files of the job, to show; empty for all' }),
    createdAt: z.string(),
    startedAt: z.string().nullable(),
    endedAt: z.string().nullable(),
    stage: z.string().nullable().openapi({ description: 'What it is doing, e.g. walk, analyze, index' }),
    item: z.string().nullable().openapi({ description: 'File that was finished last' }),
    done: z.number().int(),
    total: z.number().int().nullable(),
    rate: z.number().nullable().openapi({ description: 'Items per second' }),
    secondsLeft: z.number().nullable(),
    failures: z.record(z.string(), z.number().int()).openapi({ description: 'Failed files by kind of error' }),
    summary: z
      .record(z.string(), z.union([z.number(), z.string(), z.boolean()]))
      .nullable()
      .openapi({
        description: 'Counts of the result',
      }),
    error: z.union([Problem, z.null()]),
    canPause: z.boolean(),
    canResume: z.boolean(),
  })
  .openapi('Job');

/** See {@link Job}. */
export type Job = z.infer<typeof Job>;
/** One of {@link JOB_STATES}. */
export type JobState = Job['state'];
