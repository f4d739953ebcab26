import { existsSync } from 'node:fs';
import { OptionError, type RunOptions, type TrackError, untilAborted } from '@rbassist/core';
import {
  type CueTemplate,
  type Library,
  type NormalizeEvent,
  parseCueTemplate,
  pullModel,
  type ScanEvent,
} from '@rbassist/library';
import { parse } from 'yaml';
import type { JobOrder } from './job-order.ts';
import type { JobKind } from './job-request.ts';

/** Signal of a job, and what it reports to. */
export interface JobRun extends Required<RunOptions> {
  /** Called for each file that fails. */
  onProblem: (error: TrackError) => void;
  /** Called when tracks have changed. */
  onChange: () => void;
}

/** Counts of a result, to show. */
type JobSummary = Record<string, number | string | boolean>;

/** A finished job. */
interface JobOutcome {
  summary: JobSummary;
  /** True if an abort ended it early. */
  interrupted: boolean;
  /** The whole result, if a later request can ask for it. */
  result?: unknown;
}

interface JobType<Kind extends JobKind> {
  /** True if it changes the library or its files. Only one such job runs at a time. */
  writes: (options: JobOrder<Kind>['options']) => boolean;
  /** True if it can stop in the middle and continue without doing anything twice. */
  continues: boolean;
  run: (library: Library, order: JobOrder<Kind>, run: JobRun) => Promise<JobOutcome>;
}

const always = () => true;
const never = () => false;
const unlessDryRun = ({ dryRun = false }: { dryRun?: boolean }) => !dryRun;
const ifApplied = ({ apply = false }: { apply?: boolean }) => apply;

/** Every kind of job. */
export const JOB_TYPES: { readonly [Kind in JobKind]: JobType<Kind> } = {
  scan: {
    writes: always,
    continues: true,
    run: async (library, { paths, options }, run) => {
      const { signal } = run;
      const { chosen, workers } = await withSettings(library, paths);
      return followTracks(library.scan(chosen, { ...options, ...workers, signal }), run);
    },
  },
  analyze: {
    writes: always,
    continues: true,
    run: async (library, { paths, options }, run) => {
      const { signal } = run;
      const { chosen, workers } = await withSettings(library, paths);
      const { again = false, ...others } = options;
      return followTracks(library.analyze(chosen, { ...others, ...workers, resume: !again, signal }), run);
    },
  },
  normalize: {
    writes: unlessDryRun,
    continues: true,
    run: async (library, { paths, options }, run) => {
      const { signal } = run;
      const { chosen } = await withSettings(library, paths);
      return followTracks(library.normalize(chosen, { ...options, signal }), run);
    },
  },
  index: {
    writes: always,
    continues: false,
    run: async (library, { options }, run) => outcomeOf(await library.buildIndex({ ...options, ...runOptions(run) })),
  },
  map: {
    // a scan may run at the same time, because it is saved in a file of its own
    writes: never,
    continues: false,
    run: async (library, { options }, run) => outcomeOf(await library.map({ ...options, ...runOptions(run) })),
  },
  duplicates: {
    writes: never,
    continues: false,
    run: async (library, { paths, options }, run) =>
      outcomeOf(await library.findDuplicates({ ...options, ...given(paths), ...runOptions(run) })),
  },
  'stage-duplicates': {
    writes: unlessDryRun,
    continues: true,
    run: async (library, { paths, options }, run) =>
      outcomeOf(await library.stageDuplicates({ ...options, ...given(paths), ...runOptions(run) })),
  },
  'unstage-duplicates': {
    writes: unlessDryRun,
    continues: true,
    run: async (library, { options }, run) => outcomeOf(await library.unstage({ ...options, ...runOptions(run) })),
  },
  'suggest-tags': {
    writes: always,
    continues: false,
    run: async (library, { paths, options }, run) => {
      const report = await library.suggestTags(paths, { ...options, save: true, reasons: 0, ...runOptions(run) });
      run.onChange();
      return outcomeOf(report);
    },
  },
  check: {
    writes: never,
    continues: false,
    run: async (library, _, run) => outcomeOf(await library.check(runOptions(run))),
  },
  repair: {
    writes: ifApplied,
    continues: false,
    run: async (library, { paths, options }, run) =>
      outcomeOf(await library.repair(paths, { ...options, ...runOptions(run) })),
  },
  prune: {
    writes: ifApplied,
    continues: false,
    run: async (library, { paths, options }, run) =>
      outcomeOf(await library.prune({ ...options, roots: paths, ...runOptions(run) })),
  },
  cues: {
    writes: always,
    continues: false,
    run: async (library, { paths, options }, run) => {
      const { replace: force = false, template } = options;
      const { chosen, workers } = await withSettings(library, paths);
      const analysis = { parts: ['cues'] as const, ...(template && { cueTemplate: readTemplate(template) }) };
      const { signal } = run;
      return followTracks(
        library.scan(chosen, { embed: false, analysis, force, resume: false, ...workers, signal }),
        run,
      );
    },
  },
  'pull-model': {
    writes: never,
    continues: true,
    run: (_, { options }, run) => downloadModel(options, run),
  },
  remove: {
    writes: ifApplied,
    continues: false,
    run: async (library, { paths, options }, run) =>
      // a person chose each of them, so they may be more than half of the library
      outcomeOf(await library.prune({ ...options, tracks: paths, force: true, ...runOptions(run) })),
  },
};

/** Reads a cue template. Throws {@link OptionError} if it is not one. */
function readTemplate(text: string): CueTemplate {
  let document: unknown;
  try {
    document = parse(text);
  } catch (cause) {
    throw new OptionError('The cue template is not valid YAML.', { cause });
  }
  return parseCueTemplate(document);
}

/** Downloads a model. The part that was downloaded is kept when it is stopped. */
async function downloadModel({ model, acceptLicense }: JobOrder<'pull-model'>['options'], run: JobRun) {
  const pulled = await untilAborted(run.signal, () => pullModel(model, { acceptLicense, ...runOptions(run) }));
  return outcomeOf({ interrupted: pulled === undefined, ...(pulled && { bytes: pulled.fetchedBytes }) });
}

function runOptions({ signal, onProgress }: JobRun): Required<RunOptions> {
  return { signal, onProgress };
}

function given(paths: string[]): { paths?: string[] } {
  return paths.length > 0 ? { paths } : {};
}

/** Returns what a job is for, by default the music folders of the library and of the settings, and the workers. */
async function withSettings(library: Library, paths: string[]) {
  const { settings } = await library.settings();
  // a drive that is not there must not stop the scan of the others
  const own = (settings.folders ?? []).filter((folder) => existsSync(folder));
  const folders = [...new Set([...library.folders(), ...own])];
  const chosen = paths.length > 0 ? paths : folders;
  if (chosen.length === 0) {
    throw new OptionError('The library has no music yet. Choose a folder of music.', { option: 'folders' });
  }
  return { chosen, workers: settings.workers === undefined ? {} : { workers: settings.workers } };
}

type Summary = { interrupted: boolean; failures: Partial<Record<string, number>> };

/** Follows a run over tracks. Reports progress, failures and changes. */
async function followTracks<Event extends ScanEvent | NormalizeEvent>(
  events: AsyncGenerator<Event, Summary>,
  run: JobRun,
): Promise<JobOutcome> {
  for (;;) {
    const step = await events.next();
    if (step.done) return outcomeOf(step.value);
    showEvent(step.value, run);
  }
}

function showEvent(event: ScanEvent | NormalizeEvent, { onProgress, onProblem, onChange }: JobRun): void {
  switch (event.type) {
    case 'walk':
      onProgress({ stage: 'walk', done: event.found });
      break;
    case 'plan':
      onProgress({ stage: 'analyze', done: 0, total: event.total });
      break;
    case 'problem':
      onProblem(event.error);
      break;
    case 'track': {
      const { done, total, result } = event;
      if (result.ok) onChange();
      else onProblem(result.error as TrackError);
      onProgress({ stage: 'analyze', done, total, item: result.path });
      break;
    }
    case 'missing':
    case 'moved':
      onChange();
      break;
    case 'index':
      onProgress(event.progress);
      break;
  }
}

/** Counts what a result lists. */
function outcomeOf(result: { interrupted?: boolean }): JobOutcome {
  const { interrupted = false, ...others } = result;
  const summary: JobSummary = {};
  for (const [name, value] of Object.entries(others)) {
    if (Array.isArray(value)) summary[name] = value.length;
    else if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string')
      summary[name] = value;
  }
  return { summary, interrupted, result };
}
