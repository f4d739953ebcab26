import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { KEEPER_CRITERIA } from '@rbassist/core';
import {
  type DescribedFile,
  DUPLICATE_MODES,
  type DuplicateReport,
  type FoundCopy,
  type FoundGroup,
  NotFoundError,
  type StageReport,
  type UnstageReport,
} from '@rbassist/library';
import { Job } from '../jobs/job.ts';
import type { ServerContext } from '../server-context.ts';
import { pathId } from '../track-ids.ts';
import { accepted, answers, jsonBody } from './answers.ts';
import { lastResult, listed } from './last-result.ts';
import { TrackId, wholeNumber } from './parameters.ts';

const tags = ['duplicates'];
const MOST_GROUPS = 200;
const MOST_CHOSEN = 10_000;

const CopyFile = z
  .object({
    id: TrackId,
    path: z.string(),
    artist: z.string().nullable(),
    title: z.string().nullable(),
    album: z.string().nullable(),
    duration: z.number().nullable(),
    bytes: z.number().int(),
    sampleRate: z.number().nullable(),
    facts: z
      .object({
        intact: z.boolean(),
        lossless: z.boolean(),
        bitrate: z.number().nullable().openapi({ description: 'Kilobits per second' }),
        cues: z.number().int(),
        grid: z.boolean(),
        tags: z.number().int(),
        rating: z.number().nullable(),
      })
      .openapi({ description: 'What decides which copy is kept' }),
  })
  .openapi('CopyFile');

const DuplicateCopy = CopyFile.extend({
  keptFor: z.enum(KEEPER_CRITERIA).nullable().openapi({ description: 'Why the other is kept; null: a shorter path' }),
  keeperLacks: z.array(z.string()).openapi({ description: 'Your work on this copy that the kept one lacks' }),
  difference: z.number().nullable().openapi({ description: 'Share of fingerprint bits that differ, 0..1' }),
}).openapi('DuplicateCopy');

const Duplicates = z
  .object({
    job: z.string(),
    endedAt: z.string(),
    mode: z.enum(DUPLICATE_MODES),
    compared: z.number().int(),
    total: z.number().int().openapi({ description: 'Groups' }),
    copies: z.number().int().openapi({ description: 'Copies in all groups, without the kept ones' }),
    bytes: z.number().int().openapi({ description: 'Bytes of these copies' }),
    groups: z.array(z.object({ keeper: CopyFile, copies: z.array(DuplicateCopy) })),
    problems: z.array(z.object({ path: z.string(), kind: z.string(), message: z.string() })),
  })
  .openapi('Duplicates');

const listDuplicates = createRoute({
  ...{ method: 'get', path: '/api/duplicates', tags, summary: 'List the copies that the last search found' },
  description: 'Post a job of kind `duplicates` to search.',
  request: {
    query: z.object({
      limit: wholeNumber(1, MOST_GROUPS).default(50),
      offset: wholeNumber(0, 10_000_000).default(0),
    }),
  },
  responses: answers(Duplicates, 'The copies'),
});

const StageRequest = z
  .strictObject({
    groups: z
      .array(z.strictObject({ keep: TrackId, copies: z.array(TrackId).min(1) }))
      .max(MOST_CHOSEN)
      .optional()
      .openapi({ description: 'Chosen groups of the last search; without them, all groups' }),
    move: z.boolean().optional().openapi({ description: 'Move the copies instead of copying them' }),
    trustTags: z.boolean().optional(),
    dryRun: z.boolean().optional(),
  })
  .openapi('StageRequest');

const stageDuplicates = createRoute({
  ...{ method: 'post', path: '/api/duplicates/stage', tags, summary: 'Copy or move duplicates to a staging folder' },
  description: 'Searches again in the chosen groups, and stages only what still is a copy of the kept file.',
  request: jsonBody(StageRequest),
  responses: accepted(Job, 'The job'),
});

const unstageDuplicates = createRoute({
  ...{ method: 'post', path: '/api/duplicates/unstage', tags, summary: 'Put staged duplicates back' },
  request: jsonBody(z.strictObject({ dryRun: z.boolean().optional() })),
  responses: accepted(Job, 'The job'),
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
    problems: z.array(z.object({ path: z.string(), kind: z.string(), message: z.string() })),
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
    problems: z.array(z.object({ path: z.string(), kind: z.string(), message: z.string() })),
  })
  .openapi('UnstagedFiles');

const getUnstaged = createRoute({
  ...{ method: 'get', path: '/api/duplicates/unstage', tags, summary: 'Get what was put back last, or would be' },
  responses: answers(UnstagedFiles, 'The files'),
});

/** Copies of recordings. */
export function addDuplicates(app: OpenAPIHono, { jobs }: ServerContext): void {
  app.openapi(listDuplicates, (request) => {
    const { limit, offset } = request.req.valid('query');
    const { job, endedAt, result } = lastResult<DuplicateReport>(jobs, 'duplicates');
    const { mode, compared, groups, problems } = result;
    const copies = groups.flatMap(({ duplicates }) => duplicates);
    return request.json(
      {
        ...{ job, endedAt, mode, compared, total: groups.length, copies: copies.length },
        bytes: copies.reduce((sum, { bytes }) => sum + bytes, 0),
        groups: groups.slice(offset, offset + limit).map(groupAnswer),
        problems: problemsOf(problems),
      },
      200,
    );
  });

  app.openapi(stageDuplicates, (request) => {
    const { groups: chosen, ...options } = request.req.valid('json');
    const { result } = lastResult<DuplicateReport>(jobs, 'duplicates');
    const { paths, keepIn } = chosenPaths(result.groups, chosen);
    const order = { kind: 'stage-duplicates' as const, paths, options: { ...options, mode: result.mode, keepIn } };
    return request.json(jobs.start(order), 202);
  });

  app.openapi(unstageDuplicates, (request) => {
    const options = request.req.valid('json');
    return request.json(jobs.start({ kind: 'unstage-duplicates', paths: [], options }), 202);
  });

  app.openapi(getStaged, (request) => {
    const { job, endedAt, result } = lastResult<StageReport>(jobs, 'stage-duplicates');
    const { dest, move, dryRun, staged, left, movedBytes, problems } = result;
    const lists = { staged: listed(staged), left: listed(left), problems: problemsOf(problems) };
    return request.json({ job, endedAt, dest, move, dryRun, movedBytes, ...lists }, 200);
  });

  app.openapi(getUnstaged, (request) => {
    const { job, endedAt, result } = lastResult<UnstageReport>(jobs, 'unstage-duplicates');
    const { dest, dryRun, restored, removedCopies, alreadyBack, problems } = result;
    const lists = { restored: listed(restored), removedCopies: listed(removedCopies), problems: problemsOf(problems) };
    return request.json({ job, endedAt, dest, dryRun, alreadyBack, ...lists }, 200);
  });
}

/** Returns the files of chosen groups, and those to keep. Throws {@link NotFoundError} for files of no group. */
function chosenPaths(groups: readonly FoundGroup[], chosen: z.infer<typeof StageRequest>['groups']) {
  const files = groups.flatMap(({ keeper, duplicates }) => [keeper, ...duplicates]);
  if (chosen === undefined)
    return { paths: files.map(({ path }) => path), keepIn: groups.map(({ keeper }) => keeper.path) };
  const paths = new Map(files.map(({ path }) => [pathId(path), path]));
  const pathOf = (id: string) => {
    const path = paths.get(id);
    if (path === undefined) throw new NotFoundError(`The last search found no copy with the id "${id}". Search again.`);
    return path;
  };
  return {
    paths: chosen.flatMap(({ keep, copies }) => [keep, ...copies].map(pathOf)),
    keepIn: chosen.map(({ keep }) => pathOf(keep)),
  };
}

function groupAnswer({ keeper, duplicates }: FoundGroup) {
  return { keeper: fileAnswer(keeper), copies: duplicates.map(copyAnswer) };
}

function copyAnswer(copy: FoundCopy): z.infer<typeof DuplicateCopy> {
  const { keptFor = null, keeperLacks, difference = null } = copy;
  return { ...fileAnswer(copy), keptFor, keeperLacks, difference };
}

function fileAnswer({ path, bytes, facts, ...file }: DescribedFile): z.infer<typeof CopyFile> {
  const { artist = null, title = null, album = null, durationS: duration = null, sampleRate = null } = file;
  const { intact = true, lossless = false, bitrate = null, cues = 0, grid = false, rating = null } = facts;
  return {
    ...{ id: pathId(path), path, bytes, artist, title, album, duration, sampleRate },
    facts: { intact, lossless, bitrate, cues, grid, tags: facts.tags ?? 0, rating },
  };
}

function problemsOf(problems: DuplicateReport['problems']) {
  return listed(problems).map(({ path, error: { kind, message } }) => ({ path, kind, message }));
}
