import { z } from '@hono/zod-openapi';
import { BUILT_IN_MODELS, DOWNLOADABLE_MODELS, DUPLICATE_MODES, KEEPER_CRITERIA, TAG_ORIGINS } from '@rbassist/library';
import { FolderId, TrackId } from '../http/parameters.ts';

const MOST_TRACKS = 100_000;
const MOST_FOLDERS = 1000;
const LARGEST_TEMPLATE = 65_536;

const targets = {
  folders: z.array(FolderId).max(MOST_FOLDERS).optional(),
  tracks: z.array(TrackId).max(MOST_TRACKS).optional(),
};

const analysis = {
  ...targets,
  force: z.boolean().optional().openapi({ description: 'Also replace values that you, a tag or a program set' }),
  onlyMissing: z.boolean().optional(),
  retryFailed: z.boolean().optional(),
  limit: z.number().int().min(1).optional(),
  timeLimitS: z.number().positive().optional(),
};

const search = {
  ...targets,
  mode: z.enum(DUPLICATE_MODES).optional(),
  maxDifference: z.number().min(0).max(0.5).optional(),
  prefer: z.array(z.enum(KEEPER_CRITERIA)).optional(),
  keepIn: z.array(FolderId).max(MOST_FOLDERS).optional(),
};

/** Job requests by kind. Without folders and tracks, a job is for the folders of the whole library. */
export const JOB_REQUESTS = {
  scan: z.strictObject({
    kind: z.literal('scan'),
    ...analysis,
    embed: z.boolean().optional(),
    analyze: z.boolean().optional(),
    reEmbed: z.boolean().optional().openapi({ description: 'Replace vectors of another model' }),
    model: z.enum([...BUILT_IN_MODELS, ...DOWNLOADABLE_MODELS]).optional(),
    followMoves: z.boolean().optional().openapi({ description: 'First look for files of missing tracks' }),
    failedAs: z.string().max(50).optional().openapi({
      description: 'Try the tracks again that failed with this kind of error, and no others',
    }),
  }),
  analyze: z.strictObject({
    kind: z.literal('analyze'),
    ...analysis,
    again: z.boolean().optional().openapi({ description: 'Also tracks that are up to date' }),
  }),
  index: z.strictObject({ kind: z.literal('index'), incremental: z.boolean().optional() }),
  map: z.strictObject({
    kind: z.literal('map'),
    rebuild: z.boolean().optional().openapi({ description: 'Compute the whole map again, which moves every track' }),
  }),
  duplicates: z.strictObject({ kind: z.literal('duplicates'), ...search }),
  'stage-duplicates': z.strictObject({
    kind: z.literal('stage-duplicates'),
    ...search,
    move: z.boolean().optional().openapi({ description: 'Move the copies instead of copying them' }),
    trustTags: z.boolean().optional().openapi({ description: 'Do not compare the sound of files that tags name' }),
    dryRun: z.boolean().optional(),
  }),
  'unstage-duplicates': z.strictObject({ kind: z.literal('unstage-duplicates'), dryRun: z.boolean().optional() }),
  'suggest-tags': z.strictObject({
    kind: z.literal('suggest-tags'),
    ...targets,
    minSamples: z.number().int().min(1).optional(),
    margin: z.number().optional(),
    top: z.number().int().min(0).optional(),
    includeTagged: z.boolean().optional(),
    pruneMargin: z.number().min(0).optional(),
    precision: z.number().min(0).max(1).optional(),
    from: z.enum(TAG_ORIGINS).optional(),
  }),
  normalize: z.strictObject({
    kind: z.literal('normalize'),
    ...targets,
    targetLufs: z.number().min(-70).max(0).optional(),
    dryRun: z.boolean().optional(),
    force: z.boolean().optional(),
    retryFailed: z.boolean().optional(),
  }),
  check: z.strictObject({ kind: z.literal('check') }),
  repair: z.strictObject({
    kind: z.literal('repair'),
    folders: targets.folders,
    apply: z.boolean().optional().openapi({ description: 'Make the changes; otherwise only report them' }),
    force: z.boolean().optional(),
  }),
  prune: z.strictObject({
    kind: z.literal('prune'),
    folders: targets.folders.openapi({ description: 'Missing folders whose tracks are removed too' }),
    apply: z.boolean().optional().openapi({ description: 'Make the changes; otherwise only report them' }),
    force: z.boolean().optional(),
    includeEdited: z.boolean().optional(),
  }),
  remove: z.strictObject({
    kind: z.literal('remove'),
    tracks: z.array(TrackId).min(1).max(MOST_TRACKS),
    apply: z.boolean().optional().openapi({ description: 'Make the changes; otherwise only count them' }),
    includeEdited: z.boolean().optional().openapi({ description: 'Also tracks with values that you set' }),
  }),
  cues: z.strictObject({
    kind: z.literal('cues'),
    ...targets,
    replace: z.boolean().optional().openapi({ description: 'Also replace cues that you or another program set' }),
    template: z.string().max(LARGEST_TEMPLATE).optional().openapi({ description: 'Cue template, as YAML or JSON' }),
  }),
  'pull-model': z.strictObject({
    kind: z.literal('pull-model'),
    model: z.enum(DOWNLOADABLE_MODELS),
    acceptLicense: z.boolean().optional().openapi({ description: 'Without it, the job fails and states the licence' }),
  }),
} as const;

/** Kinds of jobs. */
export type JobKind = keyof typeof JOB_REQUESTS;

/** Names of the kinds of jobs. */
export const JOB_KINDS = Object.keys(JOB_REQUESTS) as [JobKind, ...JobKind[]];

const { scan, analyze, index, map, duplicates, normalize, check, repair, prune, remove } = JOB_REQUESTS;

/** A request for a job. */
export const JobRequest = z
  .discriminatedUnion('kind', [
    scan,
    analyze,
    index,
    map,
    normalize,
    check,
    repair,
    prune,
    remove,
    duplicates,
    JOB_REQUESTS['stage-duplicates'],
    JOB_REQUESTS['unstage-duplicates'],
    JOB_REQUESTS['suggest-tags'],
    JOB_REQUESTS['pull-model'],
    JOB_REQUESTS.cues,
  ])
  .openapi('JobRequest');

/** See {@link JobRequest}. */
export type JobRequest<Kind extends JobKind = JobKind> = {
  [Each in Kind]: z.infer<(typeof JOB_REQUESTS)[Each]>;
}[Kind];
