import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { Job } from '../jobs/job.ts';
import type { ServerContext } from '../server-context.ts';
import { accepted, answers, jsonBody } from './answers.ts';
import { FileProblem, problemsOf } from './file-problems.ts';
import { lastResult, listed } from './last-result.ts';
import { rowsOf } from './parameters.ts';

const tags = ['duplicates'];

const unstageDuplicates = createRoute({
  ...{ method: 'post', path: '/api/duplicates/unstage', tags, summary: 'Put staged duplicates back' },
  request: jsonBody(z.strictObject({ dryRun: z.boolean().optional() })),
  responses: accepted(Job, 'The job'),
});

const StagedFile = z.object({
  action: z.enum(['move', 'copy']),
  from: z.string(),
  to: z.string(),
  keeper: z.string(),
  bytes: z.number().int(),
});

const Staged = z
  .object({
    dest: z.string(),
    total: z.number().int(),
    moved: z.number().int(),
    bytes: z.number().int(),
    files: z.array(StagedFile).openapi({ description: 'The latest first' }),
    elsewhere: z
      .array(z.object({ folder: z.string(), count: z.number().int() }))
      .openapi({ description: 'Tracks that a command staged in other folders' }),
  })
  .openapi('Staged');

const listStaged = createRoute({
  ...{ method: 'get', path: '/api/duplicates/staged', tags, summary: 'List the files that can be put back' },
  request: { query: z.object(rowsOf({ most: 200, usual: 50 })) },
  responses: answers(Staged, 'The files in the staging folder'),
});

const Moved = z.object({ from: z.string(), to: z.string() });

const StagedFiles = z
  .object({
    job: z.string(),
    endedAt: z.string(),
    dest: z.string(),
    move: z.boolean(),
    dryRun: z.boolean(),
    staged: z.array(Moved.extend({ keeper: z.string(), bytes: z.number().int() })),
    left: z.array(z.object({ path: z.string(), keeper: z.string(), reason: z.string() })),
    movedBytes: z.number().int(),
    problems: z.array(FileProblem),
    counts: z
      .object({
        staged: z.number().int(),
        bytes: z.number().int(),
        left: z.record(z.string(), z.number().int()).openapi({ description: 'By reason' }),
        problems: z.number().int(),
      })
      .openapi({ description: 'Of all files; the lists have the first ones' }),
  })
  .openapi('StagedFiles');

const getStaged = createRoute({
  ...{ method: 'get', path: '/api/duplicates/stage', tags, summary: 'Get what was staged last, or would be' },
  responses: answers(StagedFiles, 'The staged files'),
});

const UnstagedFiles = z
  .object({
    job: z.string(),
    endedAt: z.string(),
    dest: z.string(),
    dryRun: z.boolean(),
    restored: z.array(Moved.extend({ changed: z.boolean() })),
    removedCopies: z.array(z.string()),
    alreadyBack: z.number().int(),
    problems: z.array(FileProblem),
    counts: z
      .object({ restored: z.number().int(), removedCopies: z.number().int(), problems: z.number().int() })
      .openapi({ description: 'Of all files; the lists have the first ones' }),
  })
  .openapi('UnstagedFiles');

const getUnstaged = createRoute({
  ...{ method: 'get', path: '/api/duplicates/unstage', tags, summary: 'Get what was put back last, or would be' },
  responses: answers(UnstagedFiles, 'The files'),
});

/** Copies that were moved away, and their way back. */
export function addStagedCopies(app: OpenAPIHono, context: ServerContext): void {
  const { library, jobs } = context;
  app.openapi(unstageDuplicates, (request) => {
    const options = request.req.valid('json');
    return request.json(jobs.start({ kind: 'unstage-duplicates', paths: [], options }), 202);
  });

  app.openapi(listStaged, async (request) => {
    const { limit, offset } = request.req.valid('query');
    const { dest, files, elsewhere } = await library.stagedFiles();
    return request.json(
      {
        ...{ dest, total: files.length, moved: files.filter(({ action }) => action === 'move').length },
        bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
        files: files.toReversed().slice(offset, offset + limit),
        elsewhere: Object.entries(elsewhere).map(([folder, count]) => ({ folder, count })),
      },
      200,
    );
  });

  app.openapi(getStaged, async (request) => {
    const { job, endedAt, result } = await lastResult(jobs, 'stage-duplicates');
    const { dest, move, dryRun, staged, left, movedBytes, problems } = result;
    const lists = { staged: listed(staged), left: listed(left), problems: problemsOf(context, problems) };
    const counts = {
      ...{ staged: staged.length, bytes: staged.reduce((sum, { bytes }) => sum + bytes, 0), problems: problems.length },
      left: Object.fromEntries([...Map.groupBy(left, ({ reason }) => reason)].map(([name, all]) => [name, all.length])),
    };
    return request.json({ job, endedAt, dest, move, dryRun, movedBytes, ...lists, counts }, 200);
  });

  app.openapi(getUnstaged, async (request) => {
    const { job, endedAt, result } = await lastResult(jobs, 'unstage-duplicates');
    const { dest, dryRun, restored, removedCopies, alreadyBack, problems } = result;
    const lists = { restored: listed(restored), removedCopies: listed(removedCopies) };
    const counts = { restored: restored.length, removedCopies: removedCopies.length, problems: problems.length };
    const failed = problemsOf(context, problems);
    return request.json({ job, endedAt, dest, dryRun, alreadyBack, ...lists, problems: failed, counts }, 200);
  });
}
