import { ArgumentTable, camelCase, type FlagSpec } from '../arguments/argument-table.ts';
import { type Output, tell } from '../output/output.ts';

/** A flag of the Python rbassist that a command accepts, so that scripts written for Python run. */
interface PythonFlag {
  type: 'boolean' | 'string' | 'number';
  /** Effect of the flag here; printed after its name. */
  note: string;
}

const NO_TIMBRE = 'has no effect: rbassist makes one vector per track, without a timbre vector.';
const NO_HARMONY = 'has no effect: rbassist does not store chroma or tonnetz profiles.';
const NO_SECTIONS =
  'has no effect: rbassist makes no vectors of the intro, core and late parts. It keeps those of Python.';
const NO_LAYER_MIX = 'has no effect: rbassist does not mix layers. To choose one, use --layer with --windows chunks.';
const NO_LEARNED =
  'has no effect: rbassist has no learned similarity. `rbassist experiments tune-weights` learns weights from your own judgements.';
const NO_SECTION_SCORES =
  'has no effect: rbassist makes no vectors of the intro, core and late parts. --explain says where to mix.';

const TIMBRE = {
  timbre: { type: 'boolean', note: NO_TIMBRE },
  'timbre-size': { type: 'number', note: NO_TIMBRE },
} as const;
const HARMONY = { 'harmonic-profiles': { type: 'boolean', note: NO_HARMONY } } as const;
const CUE_PROFILE = {
  'cue-profile': { type: 'string', note: 'has no effect: use your own cue template with --cue-template FILE.' },
} as const;

/**
 * Flags of the Python rbassist, by command. Flags that the command still has, also as an alias, are not in this table.
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
    model: { type: 'string', note: 'has no effect: it chooses a BeatNet model, and rbassist finds beats by itself.' },
    device: { type: 'string', note: 'has no effect: rbassist finds beats on the CPU.' },
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
      note: 'has no effect: rbassist saves finished tracks in the data folder, and continues from there.',
    },
    'profile-embed-out': {
      type: 'string',
      note: 'has no effect: --verbose and --json show the time of each track.',
    },
  },
  reanalyze: {
    'analyze-workers': {
      type: 'number',
      note: 'has no effect: --workers sets the number for both vectors and analysis.',
    },
    ...TIMBRE,
    ...HARMONY,
  },
  recommend: {
    'w-harmony': { type: 'number', note: `${NO_HARMONY} Use --w-key instead.` },
    'w-learned-sim': { type: 'number', note: NO_LEARNED },
    'learned-similarity': { type: 'boolean', note: NO_LEARNED },
    'similarity-head-path': { type: 'string', note: NO_LEARNED },
    'similarity-device': { type: 'string', note: NO_LEARNED },
    'w-transition': { type: 'number', note: NO_SECTION_SCORES },
    'section-scores': { type: 'boolean', note: NO_SECTION_SCORES },
  },
};

/** Adds hidden flags of the Python rbassist to the table of a command. */
export function addPythonFlags<Flags>(table: ArgumentTable<Flags>, command: string): ArgumentTable<Flags> {
  const flags = Object.entries(PYTHON_FLAGS[command] ?? {});
  const specs = flags.map(([name, { type, note }]): [string, FlagSpec] => [
    name,
    { type, hidden: true, describe: note },
  ]);
  return new ArgumentTable<Flags>([...table.flags, ...specs], table.operands);
}

/** Prints the effect of each given flag of the Python rbassist, unless the flag is off or 0. */
export function tellPythonFlags(flags: object, command: string, output: Output): void {
  for (const [name, { note }] of Object.entries(PYTHON_FLAGS[command] ?? {})) {
    const value = (flags as Record<string, unknown>)[camelCase(name)];
    if (value !== undefined && value !== false && value !== 0 && value !== '') tell(output, `--${name} ${note}`);
  }
}
