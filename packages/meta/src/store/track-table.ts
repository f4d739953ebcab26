import { crc32 } from 'node:zlib';
import type { TrackRecord } from '@rbassist/core';
import { currentState } from '../files/file-state.ts';
import type { Journal } from '../journal/journal.ts';
import { changeLine, type JournalLine } from '../journal/journal-line.ts';
import { type LongValue, mergeAllChanges, mergeChanges, type TrackChange } from '../journal/track-change.ts';
import { indentedJson, parseJson } from '../json/json-text.ts';
import { parseRecord, replaceMembers, setMember } from '../json/record-members.ts';
import { ReplacedError, type Snapshot, type StoredRecord } from '../snapshot/snapshot.ts';
import { SnapshotReader } from '../snapshot/snapshot-reader.ts';
import type { RecordSource } from '../snapshot/snapshot-writer.ts';

/** Number of bytes to read at a time in a pass over the whole file. */
const READ_AHEAD = 1 << 22;

type SetChange = Exclude<TrackChange, { kind: 'deleted' }>;

/** Current records: the snapshot plus later changes. */
export class TrackTable {
  readonly #journal: Journal;
  #snapshot: Snapshot;
  /** Changes in the compaction in progress; otherwise empty. */
  #compacting: ReadonlyMap<string, TrackChange> = new Map();
  #overlay: Map<string, TrackChange>;
  /** Paths that the file did not have when it was opened. */
  #added = new Set<string>();
  #size = 0;
  /** True after the files were read again for a read-only store. */
  #followed = false;

  /** @param journal Journal with the long values of changes. */
  constructor(snapshot: Snapshot, changes: Map<string, TrackChange>, journal: Journal) {
    this.#journal = journal;
    this.#snapshot = snapshot;
    this.#overlay = changes;
    this.#count();
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  get size(): number {
    return this.#size;
  }

  get changed(): boolean {
    return this.#overlay.size > 0 || this.#compacting.size > 0;
  }

  has(path: string): boolean {
    const change = this.#changeOf(path);
    return change ? change.kind !== 'deleted' : this.#snapshot.records.has(path);
  }

  /** Returns true if meta.json and the journal are still those that a read-only store was opened with. */
  isCurrent(): boolean {
    return !this.#followed && currentState(this.#snapshot.path) === this.#snapshot.state && this.#journal.isCurrent();
  }

  /** Returns a number that changes with a record of the snapshot; undefined if it is unknown or has changed since. */
  mark(path: string): number | undefined {
    const stored = this.#changeOf(path) ? undefined : this.#snapshot.records.get(path);
    return stored && stored.length * 2 ** 32 + stored.crc;
  }

  paths(): string[] {
    return this.#inOrder().filter((path) => this.has(path));
  }

  /** Returns a copy of a record, or only the members in `keys`. Throws {@link ReplacedError} if a file has changed. */
  record(path: string, keys: readonly string[] | undefined): TrackRecord | undefined {
    const change = this.#changeOf(path);
    if (change?.kind === 'deleted') return undefined;
    const stored = change?.kind === 'created' ? undefined : this.#snapshot.records.get(path);
    if (!stored && !change) return undefined;
    if (keys?.length === 0) return {};
    if (stored && !change) {
      const whole = this.#storedRecord(stored, keys);
      return keys ? pickMembers(whole, keys) : whole;
    }
    const set = change && this.#setMembers(change, keys);
    const needed = keys?.filter((key) => !set || !Object.hasOwn(set, key));
    const record = stored ? this.#storedRecord(stored, needed) : {};
    for (const key of change?.unset ?? []) delete record[key];
    for (const [key, value] of Object.entries(set ?? {})) setMember(record, key, value);
    return keys ? pickMembers(record, keys) : record;
  }

  /** Opens the file for {@link storedValue}. Returns undefined if there is none. Throws {@link ReplacedError}. */
  openReader(): SnapshotReader | undefined {
    return this.#snapshot.state === undefined ? undefined : new SnapshotReader(this.#snapshot, READ_AHEAD);
  }

  /** Returns a copy of a record as stored, which may be any value. `reader` comes from {@link openReader}. */
  storedValue(path: string, reader: SnapshotReader | undefined): unknown {
    const stored = this.#changeOf(path) ? undefined : this.#snapshot.records.get(path);
    return stored && reader ? parseJson(reader.record(stored).toString('utf8')) : this.record(path, undefined);
  }

  change(path: string, change: TrackChange): void {
    const isStored = this.has(path);
    if (change.kind === 'deleted') this.#added.delete(path);
    else if (!isStored) this.#added.add(path);
    this.#size += Number(change.kind !== 'deleted') - Number(isStored);
    const both = mergeChanges(this.#overlay.get(path), change);
    if (both) this.#overlay.set(path, both);
  }

  replaceSnapshot(snapshot: Snapshot, changes?: Map<string, TrackChange>): void {
    this.#snapshot = snapshot;
    if (changes) {
      this.#overlay = changes;
      this.#followed = true;
    }
    this.#count();
  }

  /** Builds the journal lines of all changes, for the current snapshot. Throws {@link ReplacedError}. */
  changeLines(): JournalLine[] {
    return [...mergeAllChanges(this.#compacting, this.#overlay)].map(([path, change]) => {
      if (change.kind !== 'deleted') {
        const values = [...change.long.values()];
        for (const [i, text] of this.#longTexts(values).entries()) values[i].text = text;
      }
      return changeLine(this.#snapshot.content, path, change);
    });
  }

  /** Starts a compaction of the changes so far. {@link endCompaction} or {@link cancelCompaction} ends it. */
  beginCompaction(): void {
    this.#compacting = this.#overlay;
    this.#overlay = new Map();
  }

  /** @param snapshot The next snapshot, with all changes made before {@link beginCompaction}. */
  endCompaction(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    this.#compacting = new Map();
  }

  cancelCompaction(): void {
    this.#overlay = mergeAllChanges(this.#compacting, this.#overlay);
    this.#compacting = new Map();
  }

  /** Yields the records of the next snapshot, in its order. Throws {@link ReplacedError}. */
  *sources(reader: SnapshotReader | undefined): Generator<[path: string, source: RecordSource]> {
    for (const path of this.#inOrder()) {
      const change = this.#compacting.get(path);
      const stored = this.#snapshot.records.get(path);
      if (change?.kind === 'deleted') continue;
      if (change) yield [path, { text: this.#changedText(change, stored, reader) }];
      else if (stored) yield [path, { stored }];
    }
  }

  /** Returns the paths of the file, including deleted ones, then new paths sorted by code unit. */
  #inOrder(): string[] {
    const stored = [...this.#snapshot.records.keys()].filter((path) => !this.#added.has(path));
    return stored.concat([...this.#added].sort());
  }

  #changedText(change: SetChange, stored: StoredRecord | undefined, reader: SnapshotReader | undefined): Buffer {
    const before = stored && reader && change.kind === 'changed' ? reader.record(stored) : Buffer.from('{}');
    const members = new Map<string, string | undefined>(change.unset.map((key) => [key, undefined]));
    for (const [key, value] of Object.entries(this.#setMembers(change, undefined))) {
      members.set(key, indentedJson(value));
    }
    return replaceMembers(before, members);
  }

  #changeOf(path: string): TrackChange | undefined {
    return mergeChanges(this.#compacting.get(path), this.#overlay.get(path));
  }

  /** Returns the members that a change sets. Reads long members from the journal. */
  #setMembers(change: SetChange, keys: readonly string[] | undefined): TrackRecord {
    const set = parseRecord(change.set);
    const wanted = [...change.long].filter(([key]) => keys === undefined || keys.includes(key));
    const texts = this.#longTexts(wanted.map(([, value]) => value));
    for (const [i, [key]] of wanted.entries()) setMember(set, key, JSON.parse(texts[i]));
    return set;
  }

  #longTexts(values: readonly LongValue[]): string[] {
    const ranges = values.flatMap(({ text, range }) => (text === undefined && range ? [range] : []));
    const read = ranges.length > 0 ? this.#journal.read(ranges) : [];
    // the journal may be another one by now, with anything at this place
    if (ranges.some(({ crc }, i) => crc32(read[i] ?? '') !== crc)) {
      throw new ReplacedError(`another program replaced ${this.#journal.path}`);
    }
    return values.map(({ text }) => text ?? read.shift() ?? 'null');
  }

  #storedRecord(stored: StoredRecord, keys: readonly string[] | undefined): TrackRecord {
    const isShort = keys ? !keys.some((key) => stored.long.includes(key)) : stored.long.length === 0;
    const short = isShort ? stored.short : undefined;
    // both are empty for a record that is not an object
    if (short !== undefined) return parseRecord(`{${short}}`);
    const reader = new SnapshotReader(this.#snapshot);
    try {
      return parseRecord(reader.record(stored).toString('utf8'));
    } finally {
      reader.close();
    }
  }

  #count(): void {
    const { records } = this.#snapshot;
    this.#size = records.size;
    this.#added = new Set();
    for (const [path, { kind }] of mergeAllChanges(this.#compacting, this.#overlay)) {
      const isStored = records.has(path);
      if (kind !== 'deleted' && (!isStored || kind === 'created')) this.#added.add(path);
      this.#size += Number(kind !== 'deleted') - Number(isStored);
    }
  }
}

export function pickMembers(record: TrackRecord, keys: readonly string[]): TrackRecord {
  const picked: TrackRecord = {};
  for (const key of keys) if (Object.hasOwn(record, key)) setMember(picked, key, record[key]);
  return picked;
}
