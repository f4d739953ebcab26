import { dirname, resolve } from 'node:path';
import {
  checkOptions,
  diskProblem,
  makeFolder,
  notify,
  OptionError,
  optionRules,
  RbassistError,
  requireRule,
  withDefaults,
} from '@rbassist/core';
import {
  compareTracks,
  type DjPlaylist,
  importSteps,
  playlistTree,
  writeRekordboxXml,
  type XmlElement,
} from '@rbassist/rekordbox';
import type { LibraryContext } from '../library-context.ts';
import { baseTracks, readExportBase } from './export-base.ts';
import { missingLengths } from './export-lengths.ts';
import { type ExportList, exportLists } from './export-lists.ts';
import { EXPORT_XML_DEFAULTS } from './export-options.ts';
import { type ExportPlan, planExport } from './export-plan.ts';
import { exportTarget } from './export-target.ts';
import { type ExportTracksOptions, exportTracks } from './export-tracks.ts';
import { runName } from './export-xml.ts';
import {
  PLAN_XML_RULES,
  type PlannedImport,
  type PlannedStatus,
  type PlanXmlOptions,
  type XmlPlan,
} from './plan-options.ts';
import { PRODUCT } from './product.ts';
import { TheirTracks } from './their-tracks.ts';

/** Times in a file have three decimals, so that the last may differ. */
const TOLERANCE_S = 0.0015;
/** Playlists of the delta file, which make its tracks easy to select. */
const NEW_LIST = 'New';
const UPDATE_LIST = 'Update (import twice)';

/** See `Library.planXml`. */
export async function* planXml(
  context: LibraryContext,
  theirs: string,
  options: PlanXmlOptions = {},
): AsyncGenerator<PlannedImport, XmlPlan> {
  checkOptions(options, PLAN_XML_RULES);
  requireRule('theirs', theirs, optionRules.text);
  const { out, overwrite, signal, onProgress } = options;
  const target = out === undefined ? undefined : await exportTarget(out, { base: theirs, overwrite });
  await context.refresh();
  const run = new ImportPlan(context, theirs, options);
  try {
    await run.prepare();
    for await (const planned of run.classify()) {
      yield planned;
      notify(onProgress, { stage: 'export', done: run.done, total: run.total, item: planned.path });
    }
    return await run.finish(target);
  } catch (error) {
    if (signal?.aborted) return run.summary({ interrupted: true });
    throw error;
  }
}

class ImportPlan {
  readonly #context: LibraryContext;
  readonly #file: string;
  readonly #options: PlanXmlOptions;
  readonly #settings: ExportTracksOptions;
  readonly #counts: Record<PlannedStatus, number> = {
    new: 0,
    update: 0,
    unchanged: 0,
    'second-entry': 0,
    refused: 0,
  };
  readonly #byStatus = new Map<string, 'new' | 'update'>();
  #lists: ExportList[] = [];
  #plan: ExportPlan | undefined;
  #theirs = new TheirTracks();

  constructor(context: LibraryContext, theirs: string, options: PlanXmlOptions) {
    const { out: _, overwrite: __, ...rest } = options;
    this.#context = context;
    this.#file = theirs;
    this.#options = options;
    this.#settings = withDefaults(EXPORT_XML_DEFAULTS, rest) as ExportTracksOptions;
  }

  /** Number of tracks that have a status. */
  get done(): number {
    return Object.values(this.#counts).reduce((sum, count) => sum + count, 0);
  }

  get total(): number {
    return (this.#plan?.tracks.size ?? 0) + (this.#plan?.leftOut.length ?? 0);
  }

  /** Reads the user's export, and finds out which tracks both have. */
  async prepare(): Promise<void> {
    const { keyNotation, signal } = this.#options;
    this.#lists = await exportLists(this.#context, this.#options);
    const paths = new Set(this.#lists.flatMap((list) => list.paths));
    const base = await readExportBase(this.#context, this.#file, paths, { signal });
    const lengths = await missingLengths(this.#context, paths, { signal });
    this.#plan = planExport(this.#context, paths, { base, keyNotation, lengths });
    const known = [...this.#plan.tracks.values()].filter(({ isInBase }) => isInBase);
    this.#theirs = await TheirTracks.read(this.#file, new Set(known.map(({ location }) => location)), signal);
  }

  /** Yields each track with its status: those that Rekordbox has first. */
  async *classify(): AsyncGenerator<PlannedImport> {
    const plan = this.#requirePlan();
    for (const { path, reason } of plan.leftOut) yield this.#count({ path, status: 'refused', reason });
    const unplayable = new Set(plan.unplayable);
    const known = new Map([...plan.tracks].filter(([, { isInBase }]) => isInBase));
    yield* this.#changedTracks({ ...plan, tracks: known });
    for (const [path, { isInBase }] of plan.tracks) {
      if (isInBase) continue;
      if (unplayable.has(path)) yield this.#count({ path, status: 'refused', reason: 'format' });
      else yield this.#count(this.#addedTrack(path));
    }
  }

  /** Writes the delta file, and returns the summary. */
  async finish(target: string | undefined): Promise<XmlPlan> {
    if (target === undefined || this.#byStatus.size === 0) return this.summary({ interrupted: false });
    try {
      await this.#write(target);
    } catch (error) {
      if (RbassistError.isInstance(error) || this.#options.signal?.aborted) throw error;
      const { message, ...details } = diskProblem(target, 'written', error);
      throw new OptionError(message, details);
    }
    return this.summary({ interrupted: false, delta: target });
  }

  summary({ interrupted, delta }: { interrupted: boolean; delta?: string }): XmlPlan {
    const { program, version, tracks, streams } = this.#theirs;
    const { new: added, update, unchanged } = this.#counts;
    const file = delta ?? 'the file';
    const steps = importSteps({
      version,
      file,
      ...(added > 0 && { newIn: NEW_LIST }),
      ...(update > 0 && { updatesIn: UPDATE_LIST }),
    });
    return {
      theirs: resolve(this.#file),
      program,
      version,
      theirTracks: tracks,
      streams,
      others: tracks - streams - update - unchanged,
      counts: this.#counts,
      ...(delta !== undefined && { delta }),
      steps: added + update > 0 ? steps : [],
      interrupted,
    };
  }

  /** Compares the user's own elements with those that an export would write, in the order of the user's file. */
  async *#changedTracks(plan: ExportPlan): AsyncGenerator<PlannedImport> {
    if (plan.tracks.size === 0) return;
    const { signal } = this.#options;
    const pathsById = new Map([...plan.tracks.values()].map(({ id, path }) => [id, path]));
    const theirs = baseTracks(this.#file, signal);
    try {
      for await (const ours of this.#elements(plan)) {
        const id = ours.attributes.get('TrackID') ?? '';
        const path = pathsById.get(id) ?? '';
        const element = await elementOf(theirs, plan.tracks.get(path)?.location ?? '');
        const changes = element && compareTracks(element, ours, TOLERANCE_S);
        yield this.#count(changes === undefined ? { path, status: 'unchanged' } : { path, status: 'update', changes });
      }
    } finally {
      // closes the file
      await theirs.return(undefined);
    }
  }

  #addedTrack(path: string): PlannedImport {
    const record = this.#context.meta.get(path, ['artist', 'title', 'duration']) ?? {};
    const location = this.#theirs.entryOf({ ...record, path });
    return location === undefined ? { path, status: 'new' } : { path, status: 'second-entry', location };
  }

  #count(planned: PlannedImport): PlannedImport {
    this.#counts[planned.status]++;
    if (planned.status === 'new' || planned.status === 'update') this.#byStatus.set(planned.path, planned.status);
    return planned;
  }

  async #write(target: string): Promise<void> {
    const plan = this.#requirePlan();
    const named = this.#hasNamedLists() ? this.#lists : [];
    // the playlists need their unchanged tracks, too
    const needed = new Set([...this.#byStatus.keys(), ...named.flatMap(({ paths }) => paths)]);
    const tracks = new Map([...plan.tracks].filter(([path]) => needed.has(path) && this.#isWritten(path)));
    const idsOf = (paths: readonly string[]) => paths.flatMap((path) => tracks.get(path)?.id ?? []);
    const { name = runName(new Date()) } = this.#options;
    const lists: DjPlaylist[] = named.map((list) => ({
      folders: [name, ...list.folders],
      name: list.name,
      trackIds: idsOf(list.paths),
    }));
    for (const [status, list] of [
      ['new', NEW_LIST],
      ['update', UPDATE_LIST],
    ] as const) {
      const paths = [...this.#byStatus].flatMap(([path, each]) => (each === status ? [path] : []));
      if (paths.length > 0) lists.push({ folders: [name], name: list, trackIds: idsOf(paths) });
    }
    await makeFolder(dirname(target));
    const elements = this.#elements({ ...plan, tracks });
    const playlists = playlistTree(lists);
    await writeRekordboxXml(target, { product: PRODUCT, trackCount: tracks.size, tracks: elements, playlists });
  }

  /** Returns true for a track that Rekordbox would import, or has already. */
  #isWritten(path: string): boolean {
    return this.#byStatus.has(path) || (this.#requirePlan().tracks.get(path)?.isInBase ?? false);
  }

  #hasNamedLists(): boolean {
    const { playlists = [], sets = [], tags = [] } = this.#options;
    return playlists.length + sets.length + tags.length > 0;
  }

  #elements(plan: ExportPlan): AsyncGenerator<XmlElement> {
    const settings = { ...this.#settings, base: this.#file };
    return exportTracks(this.#context, plan, settings, { marks: [], unsureTimes: [] });
  }

  #requirePlan(): ExportPlan {
    if (this.#plan === undefined) throw new Error('The plan is not prepared.');
    return this.#plan;
  }
}

/** Reads on until the element of a track, which both sequences have in the same order. */
async function elementOf(elements: AsyncGenerator<XmlElement>, location: string): Promise<XmlElement | undefined> {
  for (;;) {
    const { value, done } = await elements.next();
    if (done) return undefined;
    if (value.attributes.get('Location') === location) return value;
  }
}
