import { OptionError } from '@rbassist/core';
import type { DuplicateMode, DuplicateOptions } from '@rbassist/library';

// spelled out, since loading the library would slow --help down
const CRITERIA = 'folder, lossless, bitrate, cues, grid, tags, playlists, rating';

/** What counts as a duplicate, and which copy is kept. */
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
    requiresArg: true,
    describe: 'With --acoustic: share of the fingerprints of two copies that may differ [0.17]',
  },
  prefer: {
    type: 'string',
    requiresArg: true,
    describe: `What decides first which copy is kept, e.g. cues,rating [${CRITERIA}]`,
  },
  'keep-in': { type: 'string', requiresArg: true, describe: 'Folder whose copies are kept before others' },
} as const;

/** What is compared. */
export const DUPLICATE_PATHS = {
  type: 'string',
  array: true,
  describe: 'Files or folders [every track of the library]',
} as const;

interface GivenFlags {
  paths?: string[];
  exact: boolean;
  audio: boolean;
  acoustic: boolean;
  maxDifference?: number;
  prefer?: string | string[];
  keepIn?: string | string[];
}

/** The options that the flags stand for; `--prefer` and `--keep-in` may be given several times. */
export function duplicateOptions(
  flags: GivenFlags,
): Pick<DuplicateOptions, 'paths' | 'mode' | 'maxDifference' | 'prefer' | 'keepIn'> {
  const { paths = [], maxDifference, prefer = [], keepIn = [] } = flags;
  const names = [prefer].flat().flatMap((list) => list.split(','));
  return {
    paths: paths.length > 0 ? paths : undefined,
    mode: chosenMode(flags),
    maxDifference,
    prefer: names.map((name) => name.trim()).filter(Boolean),
    keepIn: [keepIn].flat(),
  };
}

function chosenMode({ exact, audio, acoustic }: GivenFlags): DuplicateMode {
  const chosen: DuplicateMode[] = [];
  if (exact) chosen.push('exact');
  if (audio) chosen.push('audio');
  if (acoustic) chosen.push('acoustic');
  if (chosen.length > 1) throw new OptionError(`Choose one of --${chosen.join(' and --')}.`);
  return chosen[0] ?? 'metadata';
}
