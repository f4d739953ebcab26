import { OptionError } from '@rbassist/core';
import { DUPLICATE_DEFAULTS, DUPLICATE_MODES, type DuplicateOptions, KEEPER_CRITERIA } from '@rbassist/library';

/** Modes of a search for duplicates, and the choice of the copy to keep. */
export const DUPLICATE_FLAGS = {
  exact: {
    type: 'boolean',
    alias: 'content-hash',
    default: false,
    describe: 'Files that are equal byte by byte',
  },
  audio: {
    type: 'boolean',
    default: false,
    describe: 'Files whose sound is equal bit by bit, whatever their tags',
  },
  acoustic: {
    type: 'boolean',
    default: false,
    describe: 'Tracks that sound the same, in whatever format; scan them first',
  },
  'max-difference': {
    type: 'number',
    describe: `With --acoustic: share of the fingerprints of two copies that may differ [${DUPLICATE_DEFAULTS.maxDifference}]`,
  },
  prefer: {
    type: 'string',
    array: true,
    describe: `What decides first which copy is kept, e.g. cues,rating [${KEEPER_CRITERIA.join(', ')}]`,
  },
  'keep-in': { type: 'string', array: true, describe: 'Folder whose copies are kept before others' },
} as const;

/** Files to compare. */
export const DUPLICATE_PATHS = {
  type: 'string',
  array: true,
  describe: 'Files or folders [every track of the library]',
} as const;

/** The staging folder. */
export const DEST_FLAG = {
  dest: { type: 'string', describe: 'The folder [dup_stage in the data folder]' },
} as const;

/** A run that changes nothing. */
export const DRY_RUN_FLAG = {
  'dry-run': { type: 'boolean', default: false, describe: 'Only say what would be done' },
} as const;

type DuplicateMode = (typeof DUPLICATE_MODES)[number];

interface GivenFlags extends Record<Exclude<DuplicateMode, typeof DUPLICATE_DEFAULTS.mode>, boolean> {
  paths: string[];
  maxDifference?: number;
  prefer: string[];
  keepIn: string[];
}

/** The options that the flags stand for. `--prefer` and `--keep-in` may be given several times. */
export function duplicateOptions(
  flags: GivenFlags,
): Pick<DuplicateOptions, 'paths' | 'mode' | 'maxDifference' | 'prefer' | 'keepIn'> {
  const { paths, maxDifference, prefer, keepIn } = flags;
  const names = prefer.flatMap((list) => list.split(','));
  return {
    paths: paths.length > 0 ? paths : undefined,
    mode: chosenMode(flags),
    maxDifference,
    prefer: names.map((name) => name.trim()).filter(Boolean),
    keepIn,
  };
}

function chosenMode(flags: GivenFlags): DuplicateMode {
  const chosen = DUPLICATE_MODES.filter((mode) => mode !== DUPLICATE_DEFAULTS.mode && flags[mode]);
  if (chosen.length > 1) throw new OptionError(`Choose one of --${chosen.join(' and --')}.`);
  return chosen[0] ?? DUPLICATE_DEFAULTS.mode;
}
