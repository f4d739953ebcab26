import type { Command } from './command.ts';

/** A command in the list that `--help` shows. Its flags and its work are loaded only if it is named. */
export interface CommandEntry {
  /** The command and its arguments as the help shows them, e.g. `scan <paths..>`. */
  spelling: string;
  summary: string;
  load: () => Promise<Command>;
}

/** A command that has commands of its own. */
export interface CommandGroup {
  spelling: string;
  summary: string;
  commands: readonly (CommandEntry | CommandGroup)[];
}

const LIBRARY_COMMANDS: readonly CommandEntry[] = [
  {
    spelling: 'check',
    summary: 'Say what is wrong with the library and what mends it; changes nothing',
    load: async () => (await import('./commands/library-check.ts')).libraryCheck,
  },
  {
    spelling: 'repair [folders..]',
    summary: 'Follow moved files, merge records of one file, drop bad vectors and leftovers; says what, unless --apply',
    load: async () => (await import('./commands/library-repair.ts')).libraryRepair,
  },
  {
    spelling: 'prune',
    summary: 'Forget tracks whose files are gone, with their vectors; says which, unless --apply',
    load: async () => (await import('./commands/library-prune.ts')).libraryPrune,
  },
  {
    spelling: 'restore',
    summary: 'Put vectors back that repair, prune or another model removed',
    load: async () => (await import('./commands/library-restore.ts')).libraryRestore,
  },
  {
    spelling: 'empty-trash',
    summary: 'Delete the removed vectors for good',
    load: async () => (await import('./commands/library-empty-trash.ts')).libraryEmptyTrash,
  },
];

const MODEL_COMMANDS: readonly CommandEntry[] = [
  {
    spelling: 'pull <id>',
    summary: 'Download a model, or go on with a download; its licence is shown first',
    load: async () => (await import('./commands/model-pull.ts')).modelPull,
  },
  {
    spelling: 'list',
    summary: 'The models in the cache, of every program that shares it',
    load: async () => (await import('./commands/model-list.ts')).modelList,
  },
  {
    spelling: 'path <id>',
    summary: 'The folder that holds a model',
    load: async () => (await import('./commands/model-path.ts')).modelPath,
  },
  {
    spelling: 'rm <id>',
    summary: 'Remove a model from the cache, with all its revisions and for every program that shares it',
    load: async () => (await import('./commands/model-rm.ts')).modelRm,
  },
  {
    spelling: 'verify <id>',
    summary: "Compare a model's files with the published checksums, and its vector of a clip with a stored one",
    load: async () => (await import('./commands/model-verify.ts')).modelVerify,
  },
];

/** Every command, in the order of the help. */
export const COMMANDS: readonly (CommandEntry | CommandGroup)[] = [
  {
    spelling: 'scan [paths..]',
    summary: 'Listen to folders of music, analyse and index them; run again, only what is new is done',
    load: async () => (await import('./commands/scan.ts')).scan,
  },
  {
    spelling: 'analyze <paths..>',
    summary: 'Find tempo, beat grid, key, cues, contours and loudness of tracks',
    load: async () => (await import('./commands/analyze.ts')).analyze,
  },
  {
    spelling: 'beatgrid <paths..>',
    summary: 'Lay beat grids, of one tempo or following a tempo that drifts',
    load: async () => (await import('./commands/beatgrid.ts')).beatgrid,
  },
  {
    spelling: 'cues <path>',
    summary: 'Suggest cues for a track or a folder; cues that someone else set stay',
    load: async () => (await import('./commands/cues.ts')).cues,
  },
  {
    spelling: 'features <root>',
    summary: 'Fill in missing bass and rhythm contours',
    load: async () => (await import('./commands/features.ts')).features,
  },
  {
    spelling: 'reanalyze <folder>',
    summary: 'Listen to a folder all over again: vectors, analysis and index',
    load: async () => (await import('./commands/reanalyze.ts')).reanalyze,
  },
  {
    spelling: 'embed [paths..]',
    summary: 'Turn tracks into vectors, without indexing them',
    load: async () => (await import('./commands/embed.ts')).embed,
  },
  {
    spelling: 'index',
    summary: 'Build the index from the vectors on disk',
    load: async () => (await import('./commands/build-index.ts')).buildIndex,
  },
  {
    spelling: 'recommend <seed>',
    summary: 'What mixes with a track',
    load: async () => (await import('./commands/recommend.ts')).recommend,
  },
  {
    spelling: 'normalize <paths..>',
    summary: 'Write ReplayGain tags, so that players play every track equally loud; the sound stays as it is',
    load: async () => (await import('./commands/normalize.ts')).normalize,
  },
  {
    spelling: 'dup-check [paths..]',
    summary: 'Which tracks are there more than once, and which copy to keep; changes nothing',
    load: async () => (await import('./commands/dup-check.ts')).dupCheck,
  },
  {
    spelling: 'dup-stage [paths..]',
    summary: 'Copy or move what dup-check would remove into a folder; dup-unstage brings it back',
    load: async () => (await import('./commands/dup-stage.ts')).dupStage,
  },
  {
    spelling: 'dup-unstage',
    summary: 'Put back what dup-stage moved, and remove what it copied',
    load: async () => (await import('./commands/dup-unstage.ts')).dupUnstage,
  },
  {
    spelling: 'library <command>',
    summary: 'Check what the library remembers, follow moved files, forget what is gone',
    commands: LIBRARY_COMMANDS,
  },
  {
    spelling: 'model <command>',
    summary: 'Download, list, check and remove models',
    commands: MODEL_COMMANDS,
  },
  {
    spelling: 'failed [paths..]',
    summary: 'List the files that failed, with the reason and what to do',
    load: async () => (await import('./commands/failed.ts')).failed,
  },
  {
    spelling: 'stats',
    summary: 'What the library holds',
    load: async () => (await import('./commands/stats.ts')).stats,
  },
  {
    spelling: 'config',
    summary: 'Show every setting, and where its value comes from',
    load: async () => (await import('./commands/config.ts')).config,
  },
  {
    spelling: 'doctor',
    summary: 'What this machine has: decoders, models, index engines, the library',
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
];

/** Returns the name of a command or group: the first word of its spelling. */
export function commandName({ spelling }: CommandEntry | CommandGroup): string {
  return spelling.split(' ', 1)[0];
}
