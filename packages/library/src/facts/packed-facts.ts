import type { StoredTrackError } from '@rbassist/core';
import type { BrowseTrack } from '../browse/browse-track.ts';
import type { Column, Columns } from './column-file.ts';
import { TextPool } from './text-pool.ts';

/** Facts that are texts, numbers, flags and lists of texts. */
export const TEXT_FACTS = ['path', 'artist', 'title', 'genre', 'name', 'album', 'comments', 'key', 'state'] as const;
export const NUMBER_FACTS = [
  ...(['rating', 'durationS', 'addedMs', 'modifiedMs', 'bpm', 'bpmConfidence', 'keyConfidence'] as const),
  ...(['loudnessLufs', 'energy', 'energyConfidence'] as const),
];
export const FLAG_FACTS = ['isBpmUncertain', 'isKeyUncertain', 'hasVector'] as const;
export const LIST_FACTS = ['tags', 'mytags', 'suggested'] as const;
/** All facts of a {@link BrowseTrack}. */
const FACTS = [...TEXT_FACTS, ...NUMBER_FACTS, ...FLAG_FACTS, ...LIST_FACTS, 'tempos', 'keys', 'error'] as const;

/** Separates the numbers of the texts of a list. */
export const LIST_SEPARATOR = ',';

type LikelyTempo = BrowseTrack['tempos'][number];
type LikelyKey = BrowseTrack['keys'][number];
const NO_TEXTS: readonly string[] = [];

/** Columns of {@link PackedFacts}, with a row for each track; and the texts. `…Ends` end the values of a track. */
export type FactColumns = Columns &
  Record<(typeof TEXT_FACTS)[number] | (typeof LIST_FACTS)[number] | 'error', Uint32Array> &
  Record<(typeof NUMBER_FACTS)[number] | 'tempoValues' | 'tempoProbabilities' | 'keyProbabilities', Float64Array> &
  Record<(typeof FLAG_FACTS)[number], Uint8Array> &
  Record<'tempoEnds' | 'keyEnds' | 'keyValues', Uint32Array>;

/** Facts of tracks in columns: a fraction of the memory of objects, and nothing to build when a file is read. */
export class PackedFacts {
  readonly columns: FactColumns;
  readonly texts: TextPool;
  readonly #lists = new Map<number, readonly string[]>();

  constructor(columns: FactColumns) {
    this.columns = columns;
    this.texts = new TextPool(columns);
  }

  /** Returns all tracks. They read the columns. */
  tracks(): BrowseTrack[] {
    return Array.from(this.columns.path, (_, row) => new PackedTrack(this, row));
  }

  /** Returns a list by its number; equal ones are the same. */
  list(id: number): readonly string[] | undefined {
    let list = this.#lists.get(id);
    const ids = list === undefined ? this.texts.get(id) : undefined;
    if (ids !== undefined) {
      const parts = ids.split(LIST_SEPARATOR).filter(Boolean);
      list = parts.map((text) => this.texts.get(Number(text)) ?? '');
      this.#lists.set(id, list);
    }
    return list;
  }

  tempos(row: number): LikelyTempo[] {
    const { tempoEnds, tempoValues, tempoProbabilities } = this.columns;
    const items: LikelyTempo[] = [];
    for (let at = startOf(tempoEnds, row); at < tempoEnds[row]; at++) {
      items.push({ value: tempoValues[at], probability: tempoProbabilities[at] });
    }
    return items;
  }

  keys(row: number): LikelyKey[] {
    const { keyEnds, keyValues, keyProbabilities } = this.columns;
    const items: LikelyKey[] = [];
    for (let at = startOf(keyEnds, row); at < keyEnds[row]; at++) {
      items.push({ value: this.texts.get(keyValues[at]) as LikelyKey['value'], probability: keyProbabilities[at] });
    }
    return items;
  }
}

function startOf(ends: Column, row: number): number {
  return row === 0 ? 0 : ends[row - 1];
}

function known(number: number): number | undefined {
  return Number.isNaN(number) ? undefined : number;
}

/** A track whose facts are in columns. It has no own members to spread: see {@link plainTrack}. */
class PackedTrack implements BrowseTrack {
  readonly #facts: PackedFacts;
  readonly #row: number;

  constructor(facts: PackedFacts, row: number) {
    this.#facts = facts;
    this.#row = row;
  }

  get path(): string {
    return this.#facts.texts.get(this.#facts.columns.path[this.#row]) ?? '';
  }

  get artist(): string | undefined {
    return this.#facts.texts.get(this.#facts.columns.artist[this.#row]);
  }

  get title(): string | undefined {
    return this.#facts.texts.get(this.#facts.columns.title[this.#row]);
  }

  get genre(): string | undefined {
    return this.#facts.texts.get(this.#facts.columns.genre[this.#row]);
  }

  get album(): string | undefined {
    return this.#facts.texts.get(this.#facts.columns.album[this.#row]);
  }

  get comments(): string | undefined {
    return this.#facts.texts.get(this.#facts.columns.comments[this.#row]);
  }

  get key(): string | undefined {
    return this.#facts.texts.get(this.#facts.columns.key[this.#row]);
  }

  get name(): string {
    return this.#facts.texts.get(this.#facts.columns.name[this.#row]) ?? '';
  }

  get state(): BrowseTrack['state'] {
    return this.#facts.texts.get(this.#facts.columns.state[this.#row]) as BrowseTrack['state'];
  }

  get rating(): number | undefined {
    return known(this.#facts.columns.rating[this.#row]);
  }

  get durationS(): number | undefined {
    return known(this.#facts.columns.durationS[this.#row]);
  }

  get addedMs(): number | undefined {
    return known(this.#facts.columns.addedMs[this.#row]);
  }

  get modifiedMs(): number | undefined {
    return known(this.#facts.columns.modifiedMs[this.#row]);
  }

  get bpm(): number | undefined {
    return known(this.#facts.columns.bpm[this.#row]);
  }

  get bpmConfidence(): number | undefined {
    return known(this.#facts.columns.bpmConfidence[this.#row]);
  }

  get keyConfidence(): number | undefined {
    return known(this.#facts.columns.keyConfidence[this.#row]);
  }

  get loudnessLufs(): number | undefined {
    return known(this.#facts.columns.loudnessLufs[this.#row]);
  }

  get energy(): number | undefined {
    return known(this.#facts.columns.energy[this.#row]);
  }

  get energyConfidence(): number | undefined {
    return known(this.#facts.columns.energyConfidence[this.#row]);
  }

  get isBpmUncertain(): boolean {
    return this.#facts.columns.isBpmUncertain[this.#row] === 1;
  }

  get isKeyUncertain(): boolean {
    return this.#facts.columns.isKeyUncertain[this.#row] === 1;
  }

  get hasVector(): boolean {
    return this.#facts.columns.hasVector[this.#row] === 1;
  }

  get tags(): readonly string[] {
    return this.#facts.list(this.#facts.columns.tags[this.#row]) ?? NO_TEXTS;
  }

  get mytags(): readonly string[] {
    return this.#facts.list(this.#facts.columns.mytags[this.#row]) ?? NO_TEXTS;
  }

  get suggested(): readonly string[] | undefined {
    return this.#facts.list(this.#facts.columns.suggested[this.#row]);
  }

  get tempos(): readonly LikelyTempo[] {
    return this.#facts.tempos(this.#row);
  }

  get keys(): readonly LikelyKey[] {
    return this.#facts.keys(this.#row);
  }

  get error(): StoredTrackError | undefined {
    const text = this.#facts.texts.get(this.#facts.columns.error[this.#row]);
    return text === undefined ? undefined : JSON.parse(text);
  }

  toJSON(): BrowseTrack {
    const entries = FACTS.map((name) => [name, this[name]] as const).filter(([, value]) => value !== undefined);
    return Object.fromEntries(entries) as unknown as BrowseTrack;
  }
}

/** Returns a track as an object of its own, for callers outside this package. */
export function plainTrack<Track extends object>(track: Track): Track {
  return track instanceof PackedTrack ? (track.toJSON() as unknown as Track) : track;
}
