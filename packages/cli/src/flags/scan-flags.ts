import { SCAN_DEFAULTS } from '@rbassist/library';
import { MODEL_SECTION } from './embedding-flags.ts';

/** Files or folders of music, at least one. */
export const PATHS = { type: 'string', array: true, demandOption: true, describe: 'Files or folders' } as const;

/** Number of worker threads. */
export const WORKERS_FLAG = {
  workers: {
    type: 'number',
    alias: 'num-workers',
    setting: 'workers',
    defaultText: 'one per core, less one',
    describe: 'Number of tracks to process at once',
  },
} as const;

/** Number of tracks between two saves. */
export const SAVE_FLAG = {
  'checkpoint-every': {
    type: 'number',
    option: 'saveEvery',
    defaultText: SCAN_DEFAULTS.saveEvery,
    describe: 'Number of tracks after which to save',
  },
} as const;

/** Time limit of one track. */
export const TIME_LIMIT_FLAG = {
  'time-limit-s': {
    type: 'number',
    defaultText: SCAN_DEFAULTS.timeLimitS,
    describe: 'Maximum seconds for a track; a slower one counts as failed',
  },
} as const;

/** Another try for tracks that failed. */
export const RETRY_FLAG = {
  'retry-failed': {
    type: 'boolean',
    default: SCAN_DEFAULTS.retryFailed,
    describe: 'Also try again tracks that failed before',
  },
} as const;

/** Flags of a command that processes tracks in a pool of workers. */
export const POOL_FLAGS = {
  ...WORKERS_FLAG,
  ...RETRY_FLAG,
  ...SAVE_FLAG,
  ...TIME_LIMIT_FLAG,
} as const;

/** Skipping of tracks that are up to date. */
export const RESUME_FLAG = {
  resume: {
    type: 'boolean',
    default: SCAN_DEFAULTS.resume,
    describe: 'Process unchanged tracks again too',
  },
} as const;

/** Moving a library to another model. */
export const RE_EMBED_FLAG = {
  're-embed': {
    type: 'boolean',
    section: MODEL_SECTION,
    default: SCAN_DEFAULTS.reEmbed,
    describe: 'Replace vectors of another model',
  },
} as const;

interface GivenPoolFlags {
  workers?: number;
  retryFailed: boolean;
  checkpointEvery?: number;
  timeLimitS?: number;
}

/** The number that {@link WORKERS_FLAG} stands for: 0 is no pool in the Python rbassist. */
export function workersOption(workers: number | undefined): number | undefined {
  return workers === 0 ? 1 : workers;
}

/** The options that {@link POOL_FLAGS} stand for. A run that does all again tries failed files again too. */
export function poolOptions(
  { workers, retryFailed, checkpointEvery: saveEvery, timeLimitS }: GivenPoolFlags,
  { resume = true }: { resume?: boolean } = {},
) {
  return { workers: workersOption(workers), retryFailed: retryFailed || !resume, resume, saveEvery, timeLimitS };
}
