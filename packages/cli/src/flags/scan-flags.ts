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
    defaultText: 'CPU cores minus one',
    describe: 'Number of tracks to process at once',
  },
} as const;

/** Number of tracks between two saves. */
export const SAVE_FLAG = {
  'checkpoint-every': {
    type: 'number',
    option: 'saveEvery',
    defaultText: SCAN_DEFAULTS.saveEvery,
    describe: 'Save after this number of tracks',
  },
} as const;

/** Time limit of one track. */
export const TIME_LIMIT_FLAG = {
  'time-limit-s': {
    type: 'number',
    defaultText: SCAN_DEFAULTS.timeLimitS,
    describe: 'Maximum seconds per track; slower tracks count as failed',
  },
} as const;

/** Retries failed tracks. */
export const RETRY_FLAG = {
  'retry-failed': {
    type: 'boolean',
    default: SCAN_DEFAULTS.retryFailed,
    describe: 'Also retry tracks that failed before',
  },
} as const;

/** Flags of a command that processes tracks in a pool of workers. */
export const POOL_FLAGS = {
  ...WORKERS_FLAG,
  ...RETRY_FLAG,
  ...SAVE_FLAG,
  ...TIME_LIMIT_FLAG,
} as const;

/** Skips tracks that are up to date. */
export const RESUME_FLAG = {
  resume: {
    type: 'boolean',
    default: SCAN_DEFAULTS.resume,
    describe: 'Also process unchanged tracks again',
  },
} as const;

/** Moves a library to another model. */
export const RE_EMBED_FLAG = {
  're-embed': {
    type: 'boolean',
    section: MODEL_SECTION,
    default: SCAN_DEFAULTS.reEmbed,
    describe: 'Replace vectors of another model; without --model, those of a built-in model by the default',
  },
} as const;

interface GivenPoolFlags {
  workers?: number;
  retryFailed: boolean;
  checkpointEvery?: number;
  timeLimitS?: number;
}

/** Returns the number of workers. 0 means one, as in the Python rbassist. */
export function workersOption(workers: number | undefined): number | undefined {
  return workers === 0 ? 1 : workers;
}

/** Returns the library options for {@link POOL_FLAGS}. Without `resume`, it also retries failed files. */
export function poolOptions(
  { workers, retryFailed, checkpointEvery: saveEvery, timeLimitS }: GivenPoolFlags,
  { resume = true }: { resume?: boolean } = {},
) {
  return { workers: workersOption(workers), retryFailed: retryFailed || !resume, resume, saveEvery, timeLimitS };
}
