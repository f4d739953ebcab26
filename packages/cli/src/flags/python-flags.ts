import { ArgumentTable, camelCase, type FlagSpec } from '../arguments/argument-table.ts';
import { type Output, tell } from '../output/output.ts';

/** A flag of the Python rbassist that a command accepts, so that scripts written for Python run. */
interface PythonFlag {
  type: 'boolean' | 'string' | 'number';
  /** Says what the flag does here; follows its name. */
  note: string;
}

const NO_TIMBRE = 'has no effect: rbassist writes one vector a track, without a second one of timbre.';
const NO_HARMONY = 'has no effect: rbassist keeps no chroma and tonnetz profiles.';
const NO_SECTIONS = 'has no effect: rbassist writes no vectors of intro, core and late part. Those of Python stay.';
const NO_LAYER_MIX = 'has no effect: rbassist mixes no layers. --layer picks one, with --windows chunks.';
const NO_LEARNED = 'has no effect: rbassist has no learned similarity.';

const TIMBRE = {
  timbre: { type: 'boolean', note: NO_TIMBRE },
  'timbre-size': { type: 'number', note: NO_TIMBRE },
} as const;
const HARMONY = { 'harmonic-profiles': { type: 'boolean', note: NO_HARMONY } } as const;
const CUE_PROFILE = {
  'cue-profile': { type: 'string', note: 'has no effect: name a layout of cues with --cue-template FILE.' },
} as const;

/**
 * Flags of the Python rbassist, by command. What a command here has under the same name, or as an alias, is not in this
 * table.
 */
export const PYTHON_FLAGS: Readonly<Record<string, Readonly<Record<string, PythonFlag>>>> = {
  analyze: {
    ...CUE_PROFILE,
    'overwrite-cues': {
      type: 'boolean',
      note: 'has no effect: rbassist renews its own cues, and `rbassist cues --force` replaces those of others.',
    },
    ...HARMONY,
  },
  beatgrid: {
    model: { type: 'string', note: 'has no effect: it picks a model of BeatNet, and rbassist finds beats by itself.' },
    device: { type: 'string', note: 'has no effect: beats are found on the CPU.' },
  },
  cues: CUE_PROFILE,
  embed: {
    ...TIMBRE,
    'section-embed': { type: 'boolean', note: NO_SECTIONS },
    'missing-section-sidecars': { type: 'boolean', note: NO_SECTIONS },
    ...HARMONY,
    'layer-mix': { type: 'boolean', note: NO_LAYER_MIX },
    'layer-mix-weights': { type: 'string', note: NO_LAYER_MIX },
    'checkpoint-file': {
      type: 'string',
      note: 'has no effect: rbassist saves every track in the data folder as it is done, and continues from there.',
    },
    'profile-embed-out': {
      type: 'string',
      note: 'has no effect: --verbose and --json tell the time that a track took.',
    },
  },
  reanalyze: {
    'analyze-workers': {
      type: 'number',
      note: 'has no effect: --workers sets the number for vectors and analysis alike.',
    },
    ...TIMBRE,
    ...HARMONY,
  },
  recommend: {
    'w-harmony': { type: 'number', note: NO_HARMONY },
    'w-learned-sim': { type: 'number', note: NO_LEARNED },
    'learned-similarity': { type: 'boolean', note: NO_LEARNED },
    'similarity-head-path': { type: 'string', note: NO_LEARNED },
    'similarity-device': { type: 'string', note: NO_LEARNED },
    'w-transition': { type: 'number', note: NO_SECTIONS },
    'section-scores': { type: 'boolean', note: NO_SECTIONS },
  },
};

/** Adds the flags of the Python rbassist to the table of a command; its help does not list them. */
export function addPythonFlags<Flags>(table: ArgumentTable<Flags>, command: string): ArgumentTable<Flags> {
  const flags = Object.entries(PYTHON_FLAGS[command] ?? {});
  const specs = flags.map(([name, { type, note }]): [string, FlagSpec] => [
    name,
    { type, hidden: true, describe: note },
  ]);
  return new ArgumentTable<Flags>([...table.flags, ...specs], table.operands);
}

/** Says what each given flag of the Python rbassist does here. A flag that is switched off or 0 says nothing. */
export function tellPythonFlags(flags: object, command: string, output: Output): void {
  for (const [name, { note }] of Object.entries(PYTHON_FLAGS[command] ?? {})) {
    const value = (flags as Record<string, unknown>)[camelCase(name)];
    if (value !== undefined && value !== false && value !== 0 && value !== '') tell(output, `--${name} ${note}`);
  }
}
