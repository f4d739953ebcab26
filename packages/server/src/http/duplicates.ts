import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { KEEPER_CRITERIA } from '@rbassist/core';
import {
  DUPLICATE_MODES,
  handedOverFacts,
  isSureCopy,
  NotFoundError,
  OptionError,
  userWorkOf,
} from '@rbassist/library';
import { Job } from '../jobs/job.ts';
import type { ServerContext } from '../server-context.ts';
import { pathId } from '../track-ids.ts';
import { accepted, answers, jsonBody, noContent, Remedies } from './answers.ts';
import { lastResult, listed } from './last-result.ts';
import { TrackId, wholeNumber } from './parameters.ts';
import { remediesOf } from './remedy-jobs.ts';
import { type Group, type Search, ShownGroups } from './shown-groups.ts';

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
    canKeep: z.boolean().openapi({ description: 'False for a damaged file while a copy is whole' }),
    work: z.array(z.string()).openapi({ description: 'Kinds of your work on this file: cues, grid, tags, rating' }),
  })
  .openapi('CopyFile');

const DuplicateCopy = CopyFile.extend({
  keptFor: z.enum(KEEPER_CRITERIA).nullable().openapi({ description: 'Why the other is kept; null: a shorter path' }),
  keeperLacks: z.array(z.string()).openapi({ description: 'Your work on this copy that the kept one lacks' }),
  difference: z.number().nullable().openapi({ description: 'Share of fingerprint bits that differ, 0..1' }),
  sure: z.boolean().openapi({ description: 'False: look or play before you stage it' }),
}).openapi('DuplicateCopy');

const FileProblem = z.object({ path: z.string(), kind: z.string(), message: z.string(), remedies: Remedies });

const Duplicates = z
  .object({
    job: z.string(),
    endedAt: z.string(),
    mode: z.enum(DUPLICATE_MODES),
    compared: z.number().int(),
    total: z.number().int().openapi({ description: 'Groups to show' }),
    groupsOf: z
      .object({ all: z.number().int(), unsure: z.number().int(), lacking: z.number().int() })
      .openapi({ description: 'Numbers of groups by what `show` asks for' }),
    copies: z.number().int().openapi({ description: 'Copies in all groups, without the kept ones' }),
    bytes: z.number().int().openapi({ description: 'Bytes of these copies' }),
    handsOver: z
      .array(z.string())
      .openapi({ description: 'Kinds of your work that the kept copy takes over if it has none itself' }),
    maxDifference: z.number(),
    markedApart: z.number().int().openapi({ description: 'Pairs that were left out because you marked them' }),
    groups: z.array(z.object({ keeper: CopyFile, copies: z.array(DuplicateCopy) })),
    problemCount: z.number().int(),
    problems: z.array(FileProblem).openapi({ description: 'The first ones, with the first page' }),
  })
  .openapi('Duplicates');

/** Groups that a list can show. */
const SHOWN = ['all', 'unsure', 'lacking'] as const;

const page = {
  limit: wholeNumber(1, MOST_GROUPS).default(50),
  offset: wholeNumber(0, 10_000_000).default(0),
};

const listDuplicates = createRoute({
  ...{ method: 'get', path: '/api/duplicates', tags, summary: 'List the copies that the last search found' },
  description: 'Post a job of kind `duplicates` to search. Copies that were moved away or marked since are left out.',
  request: {
    query: z.object({
      ...page,
      show: z
        .enum(SHOWN)
        .default('all')
        .openapi({ description: '`lacking`: a copy has work of yours that the kept one lacks and does not take over' }),
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
    changed: z
      .array(z.strictObject({ keep: TrackId, copies: z.array(TrackId) }))
      .max(MOST_CHOSEN)
      .optional()
      .openapi({ description: 'Groups with another file to keep, or with fewer copies; no copies: left alone' }),
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
  request: { query: z.object(page) },
  responses: answers(Staged, 'The files in the staging folder'),
});

const Marked = z.object({ files: z.array(TrackId).min(2).max(MOST_GROUPS) }).openapi('NotCopies');

const listMarked = createRoute({
  ...{ method: 'get', path: '/api/duplicates/not-copies', tags, summary: 'List the files marked as no copies' },
  responses: answers(
    z.object({ marks: z.array(z.object({ files: z.array(z.object({ id: TrackId, path: z.string() })) })) }),
    'The marks, the latest first',
  ),
});

const markApart = createRoute({
  ...{ method: 'post', path: '/api/duplicates/not-copies', tags, summary: 'Mark files as no copies of each other' },
  description: 'Later searches leave them apart, also those of the command.',
  request: jsonBody(Marked),
  responses: noContent('They are marked'),
});

const unmarkApart = createRoute({
  ...{ method: 'post', path: '/api/duplicates/not-copies/undo', tags, summary: 'Take back such a mark' },
  request: jsonBody(Marked),
  responses: noContent('They are not marked'),
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

/** Copies of recordings. */
export function addDuplicates(app: OpenAPIHono, context: ServerContext): void {
  const { library, jobs, events } = context;
  const shownGroups = new ShownGroups(library);
  app.openapi(listDuplicates, async (request) => {
    const { limit, offset, show } = request.req.valid('query');
    const { job, endedAt, result } = await lastResult(jobs, 'duplicates');
    const { mode, compared, maxDifference, markedApart, problems } = result;
    const { all, unsure, lacking, copies, bytes } = await shownGroups.of(result);
    const shown = { all, unsure, lacking }[show];
    return request.json(
      {
        ...{ job, endedAt, mode, maxDifference, compared, markedApart, total: shown.length, copies, bytes },
        groupsOf: { all: all.length, unsure: unsure.length, lacking: lacking.length },
        handsOver: handedOverFacts(mode),
        groups: shown.slice(offset, offset + limit).map((group) => groupAnswer(group, mode)),
        problemCount: problems.length,
        problems: offset === 0 ? problemsOf(context, problems) : [],
      },
      200,
    );
  });

  app.openapi(stageDuplicates, async (request) => {
    const { groups: chosen, changed, ...options } = request.req.valid('json');
    const { result } = await lastResult(jobs, 'duplicates');
    const { all: groups } = await shownGroups.of(result);
    const { paths, keepIn } = chosenPaths(result, groups, chosen ?? withChanges(groups, changed));
    // without paths, the job would search the whole library
    if (paths.length === 0) throw new OptionError('No group has a copy to stage. Search again, or choose a copy.');
    const { mode, maxDifference } = result;
    const order = { kind: 'stage-duplicates' as const, paths, options: { ...options, mode, maxDifference, keepIn } };
    return request.json(jobs.start(order), 202);
  });

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

  app.openapi(listMarked, async (request) => {
    const marks = (await library.notCopies()).toReversed();
    const files = (mark: string[]) => mark.map((path) => ({ id: pathId(path), path }));
    return request.json({ marks: listed(marks).map((mark) => ({ files: files(mark) })) }, 200);
  });

  app.openapi(markApart, async (request) => {
    const { result } = await lastResult(jobs, 'duplicates');
    const files = filesById(result.groups);
    await library.markNotCopies(request.req.valid('json').files.map((id) => fileOf(files, id).path));
    events.publish('library', { changed: 'duplicates' });
    return request.body(null, 204);
  });

  app.openapi(unmarkApart, async (request) => {
    const { files } = request.req.valid('json');
    const wanted = files.toSorted().join();
    const marked = (await library.notCopies()).find((paths) => paths.map(pathId).sort().join() === wanted);
    if (!marked) throw new NotFoundError('These files are not marked. List the marks again.');
    await library.unmarkNotCopies(marked);
    events.publish('library', { changed: 'duplicates' });
    return request.body(null, 204);
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

type File = Group['keeper'];
type ChosenGroups = NonNullable<z.infer<typeof StageRequest>['groups']>;

/** Replaces the groups that a person changed. */
function withChanges(groups: readonly Group[], changed: ChosenGroups = []): ChosenGroups {
  const changeOf = new Map(changed.flatMap((group) => [group.keep, ...group.copies].map((id) => [id, group])));
  const found = groups.map(({ keeper, duplicates }) => ({
    keep: pathId(keeper.path),
    copies: duplicates.map(({ path }) => pathId(path)),
  }));
  const unchanged = found.filter(({ keep, copies }) => ![keep, ...copies].some((id) => changeOf.has(id)));
  return [...unchanged, ...changed.filter(({ copies }) => copies.length > 0)];
}

/**
 * Returns the files of chosen groups, and those to keep.
 *
 * @throws {NotFoundError} for files of no group.
 * @throws {OptionError} for a damaged file to keep while one of its copies is whole.
 */
function chosenPaths({ mode }: Search, groups: readonly Group[], chosen: ChosenGroups) {
  const files = filesById(groups);
  const keepIn: string[] = [];
  const paths: string[] = [];
  for (const { keep, copies } of chosen) {
    const kept = fileOf(files, keep);
    const others = copies.map((id) => fileOf(files, id));
    if (!canKeep(kept, [kept, ...others], mode))
      throw new OptionError(`${kept.path} is damaged. Keep the copy that is whole, or leave the group alone.`);
    keepIn.push(kept.path);
    paths.push(kept.path, ...others.map(({ path }) => path));
  }
  return { paths, keepIn };
}

/** Equal sound is damaged in each copy, or in none. */
function canKeep({ facts }: File, group: readonly File[], mode: Search['mode']): boolean {
  return facts.intact === true || mode === 'exact' || mode === 'audio' || !group.some((other) => other.facts.intact);
}

function filesById(groups: readonly Group[]): Map<string, File> {
  const files = groups.flatMap(({ keeper, duplicates }) => [keeper, ...duplicates]);
  return new Map(files.map((file) => [pathId(file.path), file]));
}

function fileOf(files: ReadonlyMap<string, File>, id: string): File {
  const file = files.get(id);
  if (file === undefined) throw new NotFoundError(`The last search found no copy with the id "${id}". Search again.`);
  return file;
}

function groupAnswer({ keeper, duplicates }: Group, mode: Search['mode']) {
  const files = [keeper, ...duplicates];
  const answerOf = (file: File) => ({ ...fileAnswer(file), canKeep: canKeep(file, files, mode) });
  const copies = duplicates.map((copy) => {
    const { keptFor = null, keeperLacks, difference = null } = copy;
    return { ...answerOf(copy), keptFor, keeperLacks, difference, sure: isSureCopy(mode, copy) };
  });
  return { keeper: answerOf(keeper), copies };
}

function fileAnswer(file: File): Omit<z.infer<typeof CopyFile>, 'canKeep'> {
  const { path, bytes, facts, artist = null, title = null, album = null, durationS = null, sampleRate = null } = file;
  const { intact = true, lossless = false, bitrate = null, cues = 0, grid = false, rating = null } = facts;
  return {
    ...{ id: pathId(path), path, bytes, artist, title, album, duration: durationS, sampleRate },
    facts: { intact, lossless, bitrate, cues, grid, tags: facts.tags ?? 0, rating },
    work: userWorkOf(file),
  };
}

function problemsOf(context: ServerContext, problems: Search['problems']): z.infer<typeof FileProblem>[] {
  return listed(problems).map(({ path, error: { kind, message, remedies } }) => ({
    ...{ path, kind, message },
    remedies: remediesOf(context, remedies, path),
  }));
}
