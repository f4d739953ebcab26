import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { PruneReport } from '@rbassist/library';
import { Job } from '../jobs/job.ts';
import { jobOrder } from '../jobs/job-order.ts';
import type { ServerContext } from '../server-context.ts';
import { accepted, answers, jsonBody, Remedies } from './answers.ts';
import { lastResult, listed } from './last-result.ts';
import { FolderId } from './parameters.ts';
import { remediesOf } from './remedy-jobs.ts';

const tags = ['maintenance'];
const folders = z.array(FolderId).max(1000).optional();
const paths = z.array(z.string());
const edited = z.array(z.object({ path: z.string(), keys: z.array(z.string()) }));
const REPAIRED = ['moved', 'merged', 'junk', 'unstaged', 'vectors', 'removedFiles'] as const;
const REMOVED = ['forgotten', 'kept'] as const;

const LibraryCheck = z
  .object({
    job: z.string(),
    endedAt: z.string(),
    ok: z.boolean().openapi({ description: 'Nothing needs repair' }),
    tracks: z.number().int(),
    findings: z.array(
      z.object({
        kind: z.string(),
        count: z.number().int(),
        paths: paths.openapi({ description: 'The first of them' }),
        detail: z.string().nullable(),
        remedies: Remedies,
      }),
    ),
  })
  .openapi('LibraryCheck');

const outcome = {
  job: z.string(),
  endedAt: z.string(),
  applied: z.boolean().openapi({ description: 'False: these are the changes that it would make' }),
  tracks: z.number().int(),
  backup: z.string().nullable().openapi({ description: 'Copy of the records from before' }),
  trash: z.string().nullable().openapi({ description: 'Folder of the removed vectors' }),
};

const RepairResult = z
  .object({
    ...outcome,
    folders: paths.openapi({ description: 'Folders that were searched for moved files' }),
    moved: z.array(z.object({ from: z.string(), to: z.string(), by: z.string() })),
    merged: z.array(z.object({ from: z.string(), to: z.string(), conflicts: z.array(z.string()) })),
    unclear: z.array(z.object({ path: z.string(), candidates: paths })),
    notFound: paths,
    junk: paths,
    keptJunk: edited,
    unstaged: paths,
    vectors: z.array(z.object({ path: z.string(), problem: z.string() })),
    sets: z.array(z.string()),
    removedFiles: paths,
    refused: z.array(z.object({ reason: z.string(), count: z.number().int() })),
    counts: countsOf(REPAIRED),
  })
  .openapi('RepairResult');

const PruneResult = z
  .object({
    ...outcome,
    forgotten: paths,
    kept: edited.openapi({ description: 'Missing tracks with values that you set, which stay' }),
    counts: countsOf(REMOVED),
    notOfThisSystem: z.number().int(),
    refused: z
      .object({
        reason: z.enum(['root', 'half']),
        count: z.number().int(),
        folders: z.array(z.object({ id: FolderId, path: z.string(), tracks: z.number().int() })),
      })
      .nullable()
      .openapi({ description: '`root`: drives are missing; name them in `folders` to remove their tracks too' }),
  })
  .openapi('PruneResult');

const getCheck = createRoute({
  ...{ method: 'get', path: '/api/library/check', tags, summary: 'Get the result of the last check' },
  description: 'Post a job of kind `check` to check the library.',
  responses: answers(LibraryCheck, 'The findings'),
});

const getRepair = createRoute({
  ...{ method: 'get', path: '/api/library/repair', tags, summary: 'Get what was repaired last, or would be' },
  responses: answers(RepairResult, 'The changes'),
});

const repairLibrary = createRoute({
  ...{
    method: 'post',
    path: '/api/library/repair',
    tags,
    summary: 'Repair the library, or say what a repair would do',
  },
  request: jsonBody(z.strictObject({ apply: z.boolean().optional(), force: z.boolean().optional(), folders })),
  responses: accepted(Job, 'The job'),
});

const getPrune = createRoute({
  ...{ method: 'get', path: '/api/library/prune', tags, summary: 'Get which tracks were removed last, or would be' },
  responses: answers(PruneResult, 'The changes'),
});

const pruneLibrary = createRoute({
  ...{ method: 'post', path: '/api/library/prune', tags, summary: 'Remove missing tracks, or say which ones' },
  request: jsonBody(
    z.strictObject({
      apply: z.boolean().optional(),
      force: z.boolean().optional(),
      includeEdited: z.boolean().optional(),
      folders,
    }),
  ),
  responses: accepted(Job, 'The job'),
});

const restoreTrash = createRoute({
  ...{ method: 'post', path: '/api/library/trash/restore', tags, summary: 'Restore removed vectors' },
  responses: answers(z.object({ restored: z.number().int(), left: z.number().int() }), 'The numbers of files'),
});

const emptyTrash = createRoute({
  ...{ method: 'post', path: '/api/library/trash/empty', tags, summary: 'Delete removed vectors for good' },
  responses: answers(z.object({ deleted: z.number().int() }), 'The number of files'),
});

/** Checks and repairs of the library. */
export function addMaintenance(app: OpenAPIHono, context: ServerContext): void {
  const { library, jobs, events } = context;

  app.openapi(getCheck, async (request) => {
    const { job, endedAt, result } = await lastResult(jobs, 'check');
    const { ok, tracks } = result;
    const findings = result.findings.map(({ kind, count, paths: all, detail = null, steps = [] }) => ({
      ...{ kind, count, paths: listed(all), detail },
      remedies: remediesOf(context, steps),
    }));
    return request.json({ job, endedAt, ok, tracks, findings }, 200);
  });

  app.openapi(getRepair, async (request) => {
    const { job, endedAt, result } = await lastResult(jobs, 'repair');
    const { applied, tracks, backup = null, trash = null, refused } = result;
    return request.json(
      {
        ...{ job, endedAt, applied, tracks, backup, trash, refused },
        ...{ folders: listed(result.folders), moved: listed(result.moved), merged: listed(result.merged) },
        ...{ unclear: listed(result.unclear), notFound: listed(result.notFound), junk: listed(result.junk) },
        ...{ keptJunk: listed(result.keptJunk), unstaged: listed(result.unstaged), sets: result.sets },
        vectors: listed(result.vectors).map(({ path, problem }) => ({ path, problem })),
        removedFiles: listed(result.removedFiles),
        counts: count(REPAIRED, result),
      },
      200,
    );
  });

  app.openapi(repairLibrary, async (request) => {
    const order = await jobOrder(context, { kind: 'repair', ...request.req.valid('json') });
    return request.json(jobs.start(order), 202);
  });

  app.openapi(getPrune, async (request) => {
    const { job, endedAt, result } = await lastResult(jobs, 'prune');
    const { applied, tracks, backup = null, trash = null, notOfThisSystem } = result;
    const lists = { forgotten: listed(result.forgotten), kept: listed(result.kept), counts: count(REMOVED, result) };
    const refused = refusal(context, result.refused);
    return request.json({ job, endedAt, applied, tracks, backup, trash, notOfThisSystem, refused, ...lists }, 200);
  });

  app.openapi(pruneLibrary, async (request) => {
    const order = await jobOrder(context, { kind: 'prune', ...request.req.valid('json') });
    return request.json(jobs.start(order), 202);
  });

  app.openapi(restoreTrash, async (request) => {
    const { restored, left } = await library.restoreTrash();
    events.publish('library', { changed: 'tracks' });
    return request.json({ restored: restored.length, left: left.length }, 200);
  });

  app.openapi(emptyTrash, async (request) => request.json(await library.emptyTrash(), 200));
}

/** Returns the schema of the lengths of lists. An answer has only the first items of each. */
function countsOf<Name extends string>(names: readonly Name[]) {
  const lengths = Object.fromEntries(names.map((name) => [name, z.number().int()])) as Record<Name, z.ZodNumber>;
  return z.object(lengths).openapi({ description: 'Lengths of the whole lists' });
}

function count<Name extends string>(names: readonly Name[], result: Record<Name, readonly unknown[]>) {
  return Object.fromEntries(names.map((name) => [name, result[name].length])) as Record<Name, number>;
}

function refusal(context: Pick<ServerContext, 'folders'>, refused: PruneReport['refused']) {
  if (refused === undefined) return null;
  if (refused.reason === 'half') return { reason: refused.reason, count: refused.count, folders: [] };
  const folders = refused.folders.map(({ folder, paths: all }) => ({
    ...{ id: context.folders.id(folder), path: folder, tracks: all.length },
  }));
  return { reason: refused.reason, count: folders.reduce((sum, { tracks }) => sum + tracks, 0), folders };
}
