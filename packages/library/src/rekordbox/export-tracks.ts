import { stat } from 'node:fs/promises';
import { type CueForm, importedFrom, isNative, OptionError, readTags, type TrackRecord } from '@rbassist/core';
import {
  type DjMark,
  type LeftOutMark,
  mergeTrack,
  type Preference,
  shiftTrack,
  type TrackElementOptions,
  trackElement,
  type XmlElement,
} from '@rbassist/rekordbox';
import type { LibraryContext } from '../library-context.ts';
import { storedCueForm } from '../records/stored-cue-form.ts';
import { DJ_TRACK_KEYS, djTrackOf } from './dj-track-of.ts';
import { baseTracks } from './export-base.ts';
import type { ExportPlan, PlannedTrack } from './export-plan.ts';
import { type Mp3Offset, programShift } from './program-time.ts';
import { selectedRecords } from './selected-records.ts';
import type { TagWriter } from './tag-writer.ts';

/** Settings of the tracks of an export. */
export interface ExportTracksOptions extends Omit<TrackElementOptions, 'notation'> {
  base?: string;
  prefer: Preference;
  mp3Offset: Mp3Offset;
  /** @default no tags besides those in `myTags` */
  tagWriter?: TagWriter;
  signal?: AbortSignal;
}

/** Problems found while tracks were written. */
export interface ExportTrackProblems {
  /** Marks beyond what Rekordbox keeps. */
  marks: { path: string; mark: LeftOutMark['mark']; reason: LeftOutMark['reason'] }[];
  /** Paths whose start is unknown, because the file can't be read: their times may be up to 51 ms early. */
  unsureTimes: string[];
}

const KEYS = [...DJ_TRACK_KEYS, 'encoder_delay', 'embedding_decoder', 'import_wrote'] as const;
type ExportRecord = Pick<TrackRecord, (typeof KEYS)[number]>;

const REKORDBOX = 'rekordbox';
/** Files that are looked up at once; more would slow down network drives. */
const BATCH = 32;

/** Yields the TRACK elements of an export: first those of the user's file in its order, then new ones. */
export async function* exportTracks(
  context: LibraryContext,
  plan: ExportPlan,
  options: ExportTracksOptions,
  problems: ExportTrackProblems,
): AsyncGenerator<XmlElement> {
  const writer = new TrackWriter(plan, options, problems, storedCueForm(context.meta));
  const { base, prefer, signal } = options;
  if (base !== undefined) {
    const byLocation = new Map<string, PlannedTrack>();
    for (const track of plan.tracks.values()) if (track.isInBase) byLocation.set(track.location, track);
    for await (const element of baseTracks(base, signal)) {
      const track = byLocation.get(element.attributes.get('Location') ?? '');
      if (track === undefined) continue;
      byLocation.delete(track.location);
      const record = context.meta.get(track.path, KEYS) ?? {};
      yield await writer.merge(track, record, element, prefer);
    }
    if (byLocation.size > 0) throw new OptionError(`${base} changed while rbassist read it. Export again.`);
  }
  const added = new Map([...plan.tracks].filter(([, { isInBase }]) => !isInBase));
  let batch: Promise<XmlElement>[] = [];
  for (const [path, record] of selectedRecords(context, added, KEYS)) {
    signal?.throwIfAborted();
    batch.push(writer.write(added.get(path) as PlannedTrack, record));
    if (batch.length < BATCH) continue;
    yield* await Promise.all(batch);
    batch = [];
  }
  yield* await Promise.all(batch);
}

class TrackWriter {
  readonly #plan: ExportPlan;
  readonly #options: ExportTracksOptions;
  readonly #problems: ExportTrackProblems;
  readonly #cueForm: CueForm;

  constructor(plan: ExportPlan, options: ExportTracksOptions, problems: ExportTrackProblems, cueForm: CueForm) {
    this.#plan = plan;
    this.#options = options;
    this.#problems = problems;
    this.#cueForm = cueForm;
  }

  async write(planned: PlannedTrack, record: ExportRecord): Promise<XmlElement> {
    const sizeBytes = await sizeOf(planned.path);
    const { element, leftOut, isTimeKnown } = await this.#elementOf(planned, record, sizeBytes);
    this.#report(planned.path, leftOut, isTimeKnown);
    return this.#tagged(element, record);
  }

  async merge(planned: PlannedTrack, record: ExportRecord, base: XmlElement, prefer: Preference): Promise<XmlElement> {
    const { element, leftOut, isTimeKnown } = await this.#elementOf(planned, record);
    // another program's file may lack TrackIDs, or repeat them
    const numbered = { ...base, attributes: base.attributes.copy().set('TrackID', planned.id) };
    const merged = mergeTrack(numbered, element, prefer);
    // values of the user's file have no problem of ours
    const made = new Set(element.children);
    const ours = new Set(merged.children.filter((child) => made.has(child)).map(({ name }) => name));
    this.#report(planned.path, ours.has('POSITION_MARK') ? leftOut : [], isTimeKnown || ours.size === 0);
    return this.#tagged(merged, record);
  }

  #tagged(element: XmlElement, { mytags }: ExportRecord): XmlElement {
    return this.#options.tagWriter?.write(element, readTags(mytags)) ?? element;
  }

  async #elementOf({ path, id, location }: PlannedTrack, record: ExportRecord, sizeBytes?: number) {
    const { cues, myTags, mp3Offset } = this.#options;
    const duration = record.duration ?? this.#plan.lengths.get(path);
    const { seconds, isKnown } = await programShift(path, record, { clock: 'rekordbox', mp3Offset });
    const track = shiftTrack(djTrackOf(path, { ...record, duration }, { cueForm: this.#cueForm }), seconds);
    if (importedFrom(record, 'cues') === REKORDBOX) track.marks = track.marks.map((mark) => atStart(mark, seconds));
    const written = { ...track, id, location, ...(sizeBytes !== undefined && { sizeBytes }) };
    const { element, leftOut } = trackElement(written, { notation: this.#plan.notation, cues, myTags });
    return { element, leftOut, isTimeKnown: isKnown || track.grid.length + track.marks.length === 0 };
  }

  #report(path: string, leftOut: readonly LeftOutMark[], isTimeKnown: boolean): void {
    for (const { mark, reason } of leftOut) this.#problems.marks.push({ path, mark, reason });
    if (!isTimeKnown) this.#problems.unsureTimes.push(path);
  }
}

/** Puts a cue back to the start of the file. An import moved it, because rbassist cuts what is before its 0. */
function atStart(mark: DjMark, seconds: number): DjMark {
  return mark.kind === 'cue' && mark.startS === Math.max(0, seconds) ? { ...mark, startS: 0 } : mark;
}

/** Returns the size of a file; undefined if it is not there. */
async function sizeOf(path: string): Promise<number | undefined> {
  if (!isNative(path)) return undefined;
  const stats = await stat(path).catch(() => undefined);
  return stats?.isFile() ? stats.size : undefined;
}
