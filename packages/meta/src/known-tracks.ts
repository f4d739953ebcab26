import type { TrackRecord } from '@rbassist/core';
import type { Journal } from './journal.ts';
import { changeLine, type JournalLine } from './journal-line.ts';
import { pickMembers } from './pick-members.ts';
import { jsonText, parseRecord, replaceMembers, setMember } from './record-text.ts';
import type { StoredRecord } from './scan-whole.ts';
import { type LongValue, mergeAllChanges, mergeChanges, type TrackChange } from './track-change.ts';
import { ReplacedError, type WholeFile, WholeReader } from './whole-file.ts';
import type { RecordSource } from './write-whole.ts';

type SetChange = Exclude<TrackChange, { kind: 'deleted' }>;

/** What is known of every track: what meta.json says, and what has changed since it was last written whole. */
export class KnownTracks {
  readonly #journal: Journal;
  #whole: WholeFile;
  /** What is being written into the next meta.json, while that lasts. */
  #underWay: ReadonlyMap<string, TrackChange> = new Map();
  /** What has happened since. */
  #changes: Map<string, TrackChange>;
  /** Paths that the file did not have when it was opened. */
  #added = new Set<string>();
  #size = 0;

  /** @param journal Where long values of changes may be. */
  constructor(whole: WholeFile, changes: Map<string, TrackChange>, journal: Journal) {
    this.#journal = journal;
    this.#whole = whole;
    this.#changes = changes;
    this.#count();
  }

  /** meta.json as it was last written whole. */
  get whole(): WholeFile {
    return this.#whole;
  }

  get size(): number {
    return this.#size;
  }

  /** Whether meta.json does not say all that is known. */
  get changed(): boolean {
    return this.#changes.size > 0 || this.#underWay.size > 0;
  }

  has(path: string): boolean {
    const change = this.#changeOf(path);
    return change ? change.kind !== 'deleted' : this.#whole.records.has(path);
  }

  /** Every path, in the order of the file: those it had when opened, then the new ones by code unit. */
  paths(): string[] {
    return this.#inOrder().filter((path) => this.has(path));
  }

  /** A copy of a record, or of the members named by `keys` that it has. Throws {@link ReplacedError} when a file is not what it was. */
  record(path: string, keys: readonly string[] | undefined): TrackRecord | undefined {
    const change = this.#changeOf(path);
    if (change?.kind === 'deleted') return undefined;
    const stored = change?.kind === 'created' ? undefined : this.#whole.records.get(path);
    if (!stored && !change) return undefined;
    const set = change && this.#setMembers(change, keys);
    const record = stored
      ? this.#storedRecord(
          stored,
          keys?.filter((key) => !set || !Object.hasOwn(set, key)),
        )
      : {};
    for (const key of change?.unset ?? []) delete record[key];
    for (const [key, value] of Object.entries(set ?? {})) setMember(record, key, value);
    return keys ? pick(record, keys) : record;
  }

  /** Takes in what has become of a track. */
  change(path: string, change: TrackChange): void {
    const known = this.has(path);
    if (change.kind === 'deleted') this.#added.delete(path);
    else if (!known) this.#added.add(path);
    this.#size += Number(change.kind !== 'deleted') - Number(known);
    const both = mergeChanges(this.#changes.get(path), change);
    if (both) this.#changes.set(path, both);
  }

  /** Takes what another meta.json says, with the changes to it, or with those made here on top. */
  replace(whole: WholeFile, changes?: Map<string, TrackChange>): void {
    this.#whole = whole;
    if (changes) this.#changes = changes;
    this.#count();
  }

  /** The lines that say all that has changed, as belonging to meta.json as it is now. Throws {@link ReplacedError}. */
  changeLines(): JournalLine[] {
    return [...mergeAllChanges(this.#underWay, this.#changes)].map(([path, change]) => {
      if (change.kind !== 'deleted') {
        const values = [...change.long.values()];
        for (const [i, text] of this.#longTexts(values).entries()) values[i].text = text;
      }
      return changeLine(this.#whole.content, path, change);
    });
  }

  /** From now until {@link written} or {@link notWritten}, what has changed so far is what {@link sources} gives. */
  beginWriting(): void {
    this.#underWay = this.#changes;
    this.#changes = new Map();
  }

  /** All of what was known at {@link beginWriting} is in `whole`. */
  written(whole: WholeFile): void {
    this.#whole = whole;
    this.#underWay = new Map();
  }

  notWritten(): void {
    this.#changes = mergeAllChanges(this.#underWay, this.#changes);
    this.#underWay = new Map();
  }

  /** The records of the next meta.json, in its order. Throws {@link ReplacedError}. */
  *sources(reader: WholeReader | undefined): Generator<[path: string, source: RecordSource]> {
    for (const path of this.#inOrder()) {
      const change = this.#underWay.get(path);
      const stored = this.#whole.records.get(path);
      if (change?.kind === 'deleted') continue;
      if (change) yield [path, { text: this.#changedText(change, stored, reader) }];
      else if (stored) yield [path, { stored }];
    }
  }

  /** Paths of the file, forgotten ones too, then the new ones by code unit. */
  #inOrder(): string[] {
    const known = [...this.#whole.records.keys()].filter((path) => !this.#added.has(path));
    return known.concat([...this.#added].sort());
  }

  #changedText(change: SetChange, stored: StoredRecord | undefined, reader: WholeReader | undefined): Buffer {
    const before = stored && reader && change.kind === 'changed' ? reader.record(stored) : Buffer.from('{}');
    const members = new Map<string, string | undefined>(change.unset.map((key) => [key, undefined]));
    for (const [key, value] of Object.entries(this.#setMembers(change, undefined))) members.set(key, jsonText(value));
    return replaceMembers(before, members);
  }

  #changeOf(path: string): TrackChange | undefined {
    return mergeChanges(this.#underWay.get(path), this.#changes.get(path));
  }

  /** The members that a change set, read from the journal where they are there. */
  #setMembers(change: SetChange, keys: readonly string[] | undefined): TrackRecord {
    const set = parseRecord(change.set);
    const wanted = [...change.long].filter(([key]) => keys === undefined || keys.includes(key));
    const texts = this.#longTexts(wanted.map(([, value]) => value));
    for (const [i, [key]] of wanted.entries()) setMember(set, key, JSON.parse(texts[i]));
    return set;
  }

  #longTexts(values: readonly LongValue[]): string[] {
    const places = values.flatMap(({ text, place }) => (text === undefined && place ? [place] : []));
    const read = places.length > 0 ? this.#journal.read(places) : [];
    if (places.some(({ length }, i) => read[i]?.length !== length)) {
      throw new ReplacedError(`${this.#journal.path} was replaced.`);
    }
    return values.map(({ text }) => text ?? read.shift() ?? 'null');
  }

  #storedRecord(stored: StoredRecord, keys: readonly string[] | undefined): TrackRecord {
    const isShort = keys ? !keys.some((key) => stored.long.includes(key)) : stored.long.length === 0;
    if (isShort) return keys ? pickMembers(stored.short, keys) : parseRecord(`{${stored.short}}`);
    const reader = new WholeReader(this.#whole);
    try {
      return parseRecord(reader.record(stored).toString('utf8'));
    } finally {
      reader.close();
    }
  }

  #count(): void {
    const { records } = this.#whole;
    this.#size = records.size;
    this.#added = new Set();
    for (const [path, { kind }] of mergeAllChanges(this.#underWay, this.#changes)) {
      const known = records.has(path);
      if (kind !== 'deleted' && (!known || kind === 'created')) this.#added.add(path);
      this.#size += Number(kind !== 'deleted') - Number(known);
    }
  }
}

function pick(record: TrackRecord, keys: readonly string[]): TrackRecord {
  const picked: TrackRecord = {};
  for (const key of keys) if (Object.hasOwn(record, key)) setMember(picked, key, record[key]);
  return picked;
}
