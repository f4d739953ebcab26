import type { DjMark } from '../model/dj-track.ts';
import { numberOf, textOf } from '../sqlite/row-values.ts';
import { hotCueColor, memoryCueColor } from './colors.ts';
import type { Tables } from './tables.ts';

/** Kind that Rekordbox skips between the pads C and D, and that another program writes for memory loops. */
const SKIPPED_KIND = 4;
const MAX_PADS = 16;
const COLUMNS = ['ContentID', 'InMsec', 'OutMsec', 'Kind', 'Color', 'ColorTableIndex', 'Comment'] as const;
/** Numbers kept of a cue: start, end, pad and colour, and the place of the next cue of the same track. */
const FIELDS = 5;
const NONE = -1;
const LAST_MS = 2 ** 31 - 1;

/**
 * Cues and loops of all tracks. A library has several hundred thousand, so they are kept as numbers until a track is
 * asked for.
 */
export class Cues {
  #numbers = new Int32Array(FIELDS * 1024);
  readonly #names: string[] = [];
  /** Place of the last cue of each track. */
  readonly #lastOf = new Map<string, number>();

  constructor(tables: Tables) {
    for (const row of tables.rows({ table: 'djmdCue', columns: COLUMNS })) {
      const track = textOf(row.ContentID);
      const start = numberOf(row.InMsec);
      if (track === undefined || start === undefined || !(start >= 0 && start <= LAST_MS)) continue;
      const end = numberOf(row.OutMsec) ?? NONE;
      const pad = padOf(numberOf(row.Kind) ?? 0);
      const color = pad === null ? memoryCueColor(numberOf(row.Color)) : hotCueColor(numberOf(row.ColorTableIndex));
      const isLoop = end > start && end <= LAST_MS;
      this.#add(track, [start, isLoop ? end : NONE, pad ?? NONE, color ?? NONE], textOf(row.Comment) ?? '');
    }
  }

  /** Returns the cues of a track in order of time, memory cues first. */
  of(track: string): DjMark[] {
    const marks: DjMark[] = [];
    for (let at = this.#lastOf.get(track) ?? NONE; at !== NONE; at = this.#numbers[at * FIELDS + 4]) {
      marks.push(this.#mark(at));
    }
    // the chain starts with the last cue
    return marks.reverse().sort((one, other) => one.startS - other.startS || (one.pad ?? NONE) - (other.pad ?? NONE));
  }

  #add(track: string, values: readonly number[], name: string): void {
    const at = this.#names.push(name) - 1;
    if ((at + 1) * FIELDS > this.#numbers.length) {
      const larger = new Int32Array(this.#numbers.length * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers.set([...values, this.#lastOf.get(track) ?? NONE], at * FIELDS);
    this.#lastOf.set(track, at);
  }

  #mark(at: number): DjMark {
    const [start, end, pad, color] = this.#numbers.subarray(at * FIELDS);
    return {
      kind: end === NONE ? 'cue' : 'loop',
      name: this.#names[at],
      pad: pad === NONE ? null : pad,
      startS: start / 1000,
      endS: end === NONE ? null : end / 1000,
      ...(color !== NONE && { color }),
    };
  }
}

/** Returns the pad of a hot cue, whose kinds are 1 2 3 5 6 7 8 9 …; null for a memory cue. */
export function padOf(kind: number): number | null {
  if (!Number.isInteger(kind) || kind < 1 || kind === SKIPPED_KIND) return null;
  const pad = kind < SKIPPED_KIND ? kind - 1 : kind - 2;
  return pad < MAX_PADS ? pad : null;
}
