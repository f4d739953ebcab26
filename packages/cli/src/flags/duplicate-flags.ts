import { OptionError } from '@rbassist/core';
import { DUPLICATE_DEFAULTS, DUPLICATE_MODES, type DuplicateOptions, KEEPER_CRITERIA } from '@rbassist/library';

/** Mode of a search for duplicates, and criteria for the copy to keep. */
export const DUPLICATE_FLAGS = {
  exact: {
    type: 'boolean',
    alias: 'content-hash',
    default: false,
    describe: 'Find files that are identical, byte for byte',
  },
  audio: {
    type: 'boolean',
    default: false,
    describe: 'Find files with identical sound, even if their tags differ',
  },
  acoustic: {
    type: 'boolean',
    default: false,
    describe: 'Find tracks that sound the same, in any format; scan them first',
  },
  'max-difference': {
    type: 'number',
    defaultText: DUPLICATE_DEFAULTS.maxDifference,
    describe: 'Maximum difference between two copies with --acoustic, from 0 (equal) to 0.5',
  },
  prefer: {
    type: 'string',
    array: true,
    valueName: 'criteria',
    defaultText: KEEPER_CRITERIA.join(', '),
    describe: 'Criteria for the copy to keep, the most important first, e.g. cues,rating',
  },
  'keep-in': { type: 'string', array: true, path: 'folder', describe: 'Prefer to keep copies in this folder' },
} as const;

/** Files to compare. */
export const DUPLICATE_PATHS = {
  type: 'string',
  array: true,
  defaultText: 'the whole library',
  describe: 'Files or folders',
} as const;

/** The staging folder. */
export const DEST_FLAG = {
  dest: {
    type: 'string',
    path: 'folder',
    defaultText: 'dup_stage in the data folder',
    describe: 'Folder for the staged files',
  },
} as const;

/** A run that changes nothing. */
export const DRY_RUN_FLAG = {
  'dry-run': { type: 'boolean', default: false, describe: 'List the changes without making them' },
} as const;

type DuplicateMode = (typeof DUPLICATE_MODES)[number];

interface GivenFlags extends Record<Exclude<DuplicateMode, typeof DUPLICATE_DEFAULTS.mode>, boolean> {
  paths: string[];
  maxDifference?: number;
  prefer: string[];
  keepIn: string[];
}

/** Returns the library options for the flags. `--prefer` and `--keep-in` may be given several times. */
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
  if (chosen.length > 1) throw new OptionError(`Use only one of --${chosen.join(' and --')}.`);
  return chosen[0] ?? DUPLICATE_DEFAULTS.mode;
}
