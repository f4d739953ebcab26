import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { DUPLICATE_MODES, handedOverFacts, OptionError } from '@rbassist/library';
import { Job } from '../jobs/job.ts';
import type { ServerContext } from '../server-context.ts';
import { accepted, answers, jsonBody } from './answers.ts';
import { ChangedGroups, ChosenGroups, chosenPaths, withChanges } from './chosen-copies.ts';
import { CopyGroup, groupAnswer } from './copy-groups.ts';
import { FileProblem, problemsOf } from './file-problems.ts';
import { lastResult } from './last-result.ts';
import { rowsOf } from './parameters.ts';
import { ShownGroups } from './shown-groups.ts';

const tags = ['duplicates'];

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
    groups: z.array(CopyGroup),
    problemCount: z.number().int(),
    problems: z.array(FileProblem).openapi({ description: 'The first ones, with the first page' }),
  })
  .openapi('Duplicates');

/** Groups that a list can show. */
const SHOWN = ['all', 'unsure', 'lacking'] as const;

const listDuplicates = createRoute({
  ...{ method: 'get', path: '/api/duplicates', tags, summary: 'List the copies that the last search found' },
  description: 'Post a job of kind `duplicates` to search. Copies that were moved away or marked since are left out.',
  request: {
    query: z.object({
      ...rowsOf({ most: 200, usual: 50 }),
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
    groups: ChosenGroups,
    changed: ChangedGroups,
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

/** Copies of recordings. */
export function addDuplicates(app: OpenAPIHono, context: ServerContext): void {
  const { library, jobs } = context;
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
}
