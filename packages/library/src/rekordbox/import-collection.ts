import { folderCueForm, notify, readTags, type TrackRecord } from '@rbassist/core';
import type { TrackPatch } from '@rbassist/meta';
import type { DjClock, DjCollection, DjEntry, DjPlaylist, DjTrack } from '@rbassist/rekordbox';
import type { LibraryContext } from '../library-context.ts';
import {
  emptySummary,
  type ImportEvent,
  type ImportedChange,
  type ImportSummary,
  type UnmatchedTrack,
} from './import-events.ts';
import { FIELD_OF_KEY, type ImportField, type ImportKey } from './import-fields.ts';
import { historyLine, ImportHistory } from './import-history.ts';
import { type ImportOptions, type ImportSettings, importSettings, requireCollection } from './import-options.ts';
import { type ImportChange, importPatch } from './import-patch.ts';
import { readForImport } from './import-record.ts';
import { prepareTagFiles, type TagsAfterImport, updateTagFiles } from './import-tag-files.ts';
import { importedValues } from './imported-values.ts';
import { newRecordPath, newRecordValues, programName, rekordboxIdentity } from './new-record.ts';
import type { ImportedPlaylist, MissingEntry } from './playlist-store.ts';
import { storePlaylists } from './store-playlists.ts';
import { inOwnTime } from './track-clock.ts';
import { type DjMatch, DjTrackMatcher, MATCH_KINDS, type MatchKind } from './track-matcher.ts';

/** Tracks that are saved together. */
const BATCH = 500;

/** See `Library.importCollection`. */
export function importCollection(
  context: LibraryContext,
  collection: DjCollection,
  options: ImportOptions = {},
): AsyncGenerator<ImportEvent, ImportSummary> {
  const settings = importSettings(options);
  requireCollection(collection);
  const run = async function* () {
    await context.refresh();
    return yield* new CollectionImport(context, settings).run(collection);
  };
  return settings.dryRun ? run() : context.records.writing(run);
}

class CollectionImport {
  readonly #context: LibraryContext;
  readonly #settings: ImportSettings;
  readonly #fields: ReadonlySet<ImportField>;
  readonly #matcher: DjTrackMatcher;
  readonly #form: ReturnType<typeof folderCueForm>;
  readonly #summary: ImportSummary;
  /** Places of the ways in which tracks of the library were recognised, by path. */
  readonly #claims = new Map<string, number>();
  /** Values before a match that a surer one may replace. */
  readonly #unsure = new Map<string, TrackPatch>();
  readonly #created = new Map<string, string>();
  /** Tracks of playlists, by their identifiers in the program. */
  readonly #byId = new Map<string, string | MissingEntry>();
  readonly #playlists: ImportedPlaylist[] = [];
  /** My Tags of the tracks to which the program gave any, by path. */
  readonly #tags = new Map<string, TagsAfterImport>();
  readonly #batch = new Map<string, { stored: TrackRecord | undefined; patch: TrackPatch }>();
  #log: ImportHistory;
  #clock: DjClock = 'samples';

  constructor(context: LibraryContext, settings: ImportSettings) {
    this.#context = context;
    this.#settings = settings;
    this.#fields = new Set(settings.fields);
    this.#matcher = new DjTrackMatcher(context);
    this.#form = folderCueForm(cueLists(context));
    this.#summary = emptySummary(settings.dryRun);
    this.#log = new ImportHistory(context.folder, '');
  }

  async *run(collection: DjCollection): AsyncGenerator<ImportEvent, ImportSummary> {
    const { signal, dryRun } = this.#settings;
    const summary = this.#summary;
    if (!dryRun && this.#fields.has('tags')) await prepareTagFiles(this.#context);
    try {
      yield* this.#entries(collection);
      summary.interrupted = signal?.aborted ?? false;
      if (!summary.interrupted) await this.#storePlaylists();
    } finally {
      // a collection that breaks off keeps what was read
      await this.#save()
        .then(() => this.#saveTagFiles())
        .finally(() => {
          summary.canUndo = !this.#log.isEmpty;
          return this.#log.close();
        });
    }
    return summary;
  }

  async *#entries(collection: DjCollection): AsyncGenerator<ImportEvent> {
    const { signal, onProgress } = this.#settings;
    for await (const entry of collection) {
      if (signal?.aborted) return;
      yield* this.#eventsOf(entry);
      if (this.#batch.size >= BATCH) await this.#save();
      if (entry.type === 'track') {
        notify(onProgress, { stage: 'import', done: this.#summary.tracks, item: entry.track.path });
      }
    }
  }

  async #storePlaylists(): Promise<void> {
    const { playlists, keepPlaylists, dryRun } = this.#settings;
    if (!playlists || dryRun || this.#playlists.length === 0) return;
    const { program } = this.#summary;
    // a playlist may name a track of the last batch
    await this.#save();
    await storePlaylists(this.#context, { program, playlists: this.#playlists, keepPlaylists, log: this.#log });
  }

  async *#eventsOf(entry: DjEntry): AsyncGenerator<ImportEvent> {
    const summary = this.#summary;
    switch (entry.type) {
      case 'source': {
        const { program, version, clock } = entry;
        summary.program = programName(program);
        summary.version = version;
        this.#clock = clock;
        this.#log = new ImportHistory(this.#context.folder, summary.program);
        yield { type: 'source', program, version };
        return;
      }
      case 'warning':
        summary.warnings++;
        yield entry;
        return;
      case 'track':
        summary.tracks++;
        yield await this.#track(entry.track);
        return;
      case 'playlist':
        if (this.#settings.playlists) yield this.#playlist(entry.playlist);
    }
  }

  async #track(track: DjTrack): Promise<ImportEvent> {
    const match = await this.#matcher.match(track);
    const isNew = match.path === undefined && !this.#settings.onlyExisting && match.reason !== 'ambiguous';
    const created = isNew && !track.isStream ? newRecordPath(track.path) : undefined;
    if (match.path === undefined && created === undefined) return this.#unmatched(track, match);
    const path = match.path ?? this.#created.get(created?.key ?? '') ?? created?.path ?? '';
    this.#keepForPlaylists(track.id, path);
    const rank = match.path === undefined ? 0 : MATCH_KINDS.indexOf(match.by);
    const claimed = this.#claims.get(path);
    if (claimed !== undefined && claimed <= rank) {
      return this.#unmatched(track, { reason: 'duplicate', candidates: [path] });
    }
    if (created !== undefined) this.#created.set(created.key, path);
    if (this.#batch.has(path)) await this.#save();
    this.#claims.set(path, rank);
    return await this.#change(path, match.path === undefined ? 'new' : match.by, track);
  }

  async #change(path: string, by: MatchKind | 'new', track: DjTrack): Promise<ImportEvent> {
    const { force, mp3Offset, dryRun } = this.#settings;
    const summary = this.#summary;
    const { stored, record: known } = readForImport(this.#context.meta, path);
    const record: TrackRecord = { ...known, ...this.#unsure.get(path) };
    const { track: own, isKnown } = await inOwnTime(track, { path, record }, { clock: this.#clock, mp3Offset });
    const values = importedValues(own, this.#fields, this.#form);
    if (!isKnown && (values.cues || values.tempos)) summary.unknownStart++;
    const change = importPatch(record, values, { program: summary.program, force });
    const isNew = stored === undefined;
    if (values.mytags) this.#tags.set(path, tagsAfter(record, change, force));
    const patch: TrackPatch = {
      ...this.#unsure.get(path),
      ...(isNew && newRecordValues(own)),
      ...change.patch,
      ...rekordboxIdentity(record, track, summary.program),
    };
    if (!dryRun && (isNew || Object.keys(patch).length > 0)) this.#batch.set(path, { stored, patch });
    if (MATCH_KINDS.indexOf(by as MatchKind) > 0) {
      this.#unsure.set(path, Object.fromEntries(Object.keys(patch).map((key) => [key, record[key]])));
    } else this.#unsure.delete(path);
    this.#count(change, by, isNew);
    const isMoved = MATCH_KINDS.indexOf(by as MatchKind) >= MATCH_KINDS.indexOf('signature');
    return {
      ...{ type: 'track', path, by, ...(isMoved && { movedFrom: track.path }) },
      ...{ changes: changesOf(record, change), kept: change.kept },
    };
  }

  #count({ changed, kept }: ImportChange, by: MatchKind | 'new', isNew: boolean): void {
    const summary = this.#summary;
    if (by !== 'new') summary.matched[by]++;
    if (isNew) summary.new++;
    else if (changed.length > 0) summary.changed++;
    else summary.unchanged++;
    for (const field of changed) summary.fields[field] = (summary.fields[field] ?? 0) + 1;
    for (const field of kept) summary.kept[field] = (summary.kept[field] ?? 0) + 1;
  }

  #unmatched(
    track: DjTrack,
    { reason, candidates }: Pick<UnmatchedTrack, 'reason' | 'candidates'> | Exclude<DjMatch, { by: string }>,
  ): ImportEvent {
    const { id, path, location, artist, title, durationS } = track;
    const names = { ...(artist && { artist }), ...(title && { title }) };
    if (reason !== 'duplicate') this.#keepForPlaylists(id, { path, ...names, ...(durationS && { durationS }) });
    this.#summary.unmatched[reason] = (this.#summary.unmatched[reason] ?? 0) + 1;
    return { type: 'unmatched', track: { id, path, location, ...names, reason, candidates } };
  }

  #keepForPlaylists(id: string, track: string | MissingEntry): void {
    // of tracks with one identifier, the first counts
    if (this.#settings.playlists && !this.#byId.has(id)) this.#byId.set(id, track);
  }

  #playlist({ id, folders, name, trackIds, isSmart = false }: DjPlaylist): ImportEvent {
    const tracks = trackIds.map((track) => this.#byId.get(track) ?? { path: track });
    this.#playlists.push({ ...(id && { id }), folders, name, ...(isSmart && { isSmart }), tracks });
    this.#summary.playlists++;
    if (isSmart) this.#summary.smartPlaylists++;
    const missing = tracks.filter((track) => typeof track !== 'string').length;
    return { type: 'playlist', folders, name, tracks: tracks.length, missing, isSmart };
  }

  async #saveTagFiles(): Promise<void> {
    if (!this.#settings.dryRun) this.#summary.tagFiles = await updateTagFiles(this.#context, this.#tags, this.#log);
  }

  /** Saves the earlier values, and then the changes. */
  async #save(): Promise<void> {
    if (this.#batch.size === 0) return;
    const { meta } = this.#context;
    const changes = [...this.#batch];
    this.#batch.clear();
    await this.#log.append(changes.map(([path, { stored, patch }]) => historyLine(path, stored, patch)));
    for (const [path, { patch }] of changes) meta.update(path, patch);
    await meta.flush();
  }
}

function changesOf(record: TrackRecord, { set }: ImportChange): ImportedChange[] {
  return (Object.keys(set) as ImportKey[]).map((key) => ({
    field: FIELD_OF_KEY[key],
    ...(record[key] !== undefined && { before: record[key] }),
    after: set[key],
  }));
}

function tagsAfter({ mytags }: TrackRecord, { set }: ImportChange, force: boolean): TagsAfterImport {
  const before = readTags(mytags);
  const tags = set.mytags ?? before;
  return { tags, removed: force ? 'all' : before.filter((tag) => !tags.includes(tag)) };
}

function* cueLists({ meta }: LibraryContext): Generator<unknown> {
  for (const [, { cues }] of meta.tracks(['cues'])) yield cues;
}
