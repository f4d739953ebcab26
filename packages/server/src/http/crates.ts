import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  CRATE_KEY_SCORES,
  CRATE_MODES,
  CRATE_PARTS,
  CRATE_STRATEGIES,
  type CratePartName,
  PRESET_NAMES,
  type RunOptions,
} from '@rbassist/core';
import type { CrateSource } from '@rbassist/library';
import type { AnswerContext, ServerContext } from '../server-context.ts';
import { answers, jsonBody } from './answers.ts';
import { TrackId } from './parameters.ts';
import { ChosenTracks, chosenTracks, Exclusions, exclusions } from './planning-options.ts';
import { TrackListName, tracksOfList } from './track-lists.ts';
import { summaryOf, TrackSummary } from './track-summary.ts';

const MOST_MEMBERS = 10_000;
const MOST_ADDED = 500;
const names = z.array(z.string().min(1).max(500)).max(1000);
const weight = z.number().min(0).optional();

/** A crate, and how it grows. */
export const CrateRequest = z
  .strictObject({
    ids: z.array(TrackId).max(MOST_MEMBERS).optional(),
    tags: names.optional(),
    sets: names.optional(),
    lists: z.array(TrackListName).max(100).optional(),
    to: z.number().int().min(1).optional().openapi({ description: 'Number of tracks of the grown crate' }),
    add: z.number().int().min(1).max(MOST_ADDED).optional().openapi({ description: 'Instead: number to add' }),
    include: z.array(TrackId).max(MOST_MEMBERS).optional(),
    exclude: Exclusions.optional(),
    filters: ChosenTracks.optional(),
    preset: z.enum(PRESET_NAMES).optional(),
    strategy: z.enum(CRATE_STRATEGIES).optional(),
    diversity: z.number().min(0).max(1).optional(),
    candidatePool: z.number().int().min(25).max(10_000).optional(),
    tempoPct: z.number().min(0).max(100).optional(),
    allowDoubletime: z.boolean().optional(),
    keyMode: z.enum(CRATE_MODES).optional(),
    tempoMode: z.enum(CRATE_MODES).optional(),
    keyScore: z.enum(CRATE_KEY_SCORES).optional(),
    newArtist: z.boolean().optional(),
    otherVersions: z.boolean().optional(),
    weights: z
      .strictObject(
        Object.fromEntries(CRATE_PARTS.map((part) => [part, weight])) as Record<CratePartName, typeof weight>,
      )
      .optional(),
  })
  .openapi('CrateRequest');

const CrateAddition = z
  .object({
    track: TrackSummary,
    rank: z.number().int(),
    score: z.number(),
    fit: z.number().openapi({ description: '0..1, without the penalties' }),
    distance: z.number(),
    support: z.number().int().openapi({ description: 'Members that have it among their nearest' }),
    nearest: TrackId.openapi({ description: 'Member that sounds most like it' }),
    parts: z.array(z.object({ name: z.enum(CRATE_PARTS), value: z.number(), confidence: z.number() })),
    reasons: z.array(z.object({ part: z.string(), text: z.string(), effect: z.enum(['for', 'against', 'unsure']) })),
  })
  .openapi('CrateAddition');

/** A crate that grew. */
export const ExpandedCrate = z
  .object({
    members: z.array(TrackSummary),
    included: z.array(TrackSummary),
    added: z.array(CrateAddition),
    withoutVector: z.array(TrackId),
    wanted: z.number().int(),
    removed: z.record(z.string(), z.number().int()).openapi({ description: 'Tracks that each filter removed' }),
    total: z.number().int(),
    left: z.number().int().openapi({ description: 'Tracks that no filter removed' }),
  })
  .openapi('ExpandedCrate');

const expandCrate = createRoute({
  method: 'post',
  path: '/api/crates/expand',
  tags: ['crates'],
  summary: 'Find tracks that make a crate grow in its own spirit; saves nothing',
  request: jsonBody(CrateRequest),
  responses: answers(ExpandedCrate, 'The crate and its additions'),
});

/** Crates that grow. */
export function addCrates(app: OpenAPIHono, context: ServerContext): void {
  app.openapi(expandCrate, async (request) => {
    const { signal } = request.req.raw;
    return request.json(await expandedCrate(context, request.req.valid('json'), { signal }), 200);
  });
}

/**
 * Finds tracks that make a crate grow.
 *
 * @throws {NotFoundError} if the library has no such track, tag, set or list.
 */
export async function expandedCrate(
  context: AnswerContext,
  { ids: members = [], tags = [], sets = [], lists = [], ...others }: z.infer<typeof CrateRequest>,
  run: RunOptions,
): Promise<z.infer<typeof ExpandedCrate>> {
  const { library, ids } = context;
  const { include = [], exclude = {}, filters = {}, ...options } = others;
  const ofLists: CrateSource[] = [];
  for (const list of lists) ofLists.push(await tracksOfList(context, list));
  const tracks = tracksSource(members.map((id) => ids.path(id)));
  const crate = [...tracks, ...named('tag', tags), ...named('set', sets), ...ofLists];
  const found = await library.expandCrate(crate, {
    ...options,
    ...run,
    ...chosenTracks(context, filters),
    include: include.map((id) => `track:${ids.path(id)}`),
    exclude: exclusions(context, exclude),
  });
  const summaries = (given: typeof found.members) => given.map((track) => summaryOf(context, track.path, track));
  return {
    members: summaries(found.members),
    included: summaries(found.included),
    added: found.added.map(({ path, track, nearest, penalties: _, ...addition }) => ({
      ...addition,
      track: summaryOf(context, path, track),
      nearest: ids.id(nearest),
    })),
    withoutVector: found.withoutVector.map((path) => ids.id(path)),
    wanted: found.wanted,
    removed: found.filtered,
    total: found.tracks,
    left: found.left,
  };
}

function tracksSource(paths: string[]): CrateSource[] {
  return paths.length === 0 ? [] : [{ text: 'tracks', kind: 'track', name: 'tracks', paths, notFound: [] }];
}

function named(kind: 'tag' | 'set', names: readonly string[]): string[] {
  return names.map((name) => `${kind}:${name}`);
}
