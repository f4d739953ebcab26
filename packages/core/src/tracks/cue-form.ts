import type { Cue } from './track-record.ts';

/**
 * Meaning of `type` and `num` in stored cues.
 *
 * - `pads`: Form of Rekordbox and the newest Python rbassist. The type of a loop is 4, of a point 0. The number is the
 *   pad of a hot cue, or -1 for a memory cue.
 * - `types`: Form of earlier Python versions, without pads. The type of a hot cue is 0, of a memory cue 1.
 */
export type CueForm = (typeof CUE_FORMS)[number];

/** Every {@link CueForm}. rbassist writes the first form in a folder without cues. */
export const CUE_FORMS = ['pads', 'types'] as const;

/** A cue, independent of its stored form. */
export interface CueMark {
  kind: 'hot' | 'memory' | 'loop';
  name: string;
  /** Pad of a hot cue or loop, 0 (A) to 15 (P); null for a memory cue or loop, or if no pad is free. */
  pad: number | null;
  /** Start, in seconds from the first sample. */
  start: number;
  /** End of a loop, in seconds; equal to `start` for a point. */
  end: number;
  /** Colour from a DJ program, "#RRGGBB". */
  color?: string;
}

/** Values of a stored cue's `type`. Only the form `types` has `memory`; only the form `pads` has `loop`. */
export const CUE_TYPES = { point: 0, memory: 1, loop: 4 } as const;

const PADS = 16;
/** Number of lists that decide for a folder, to avoid reading a whole library. */
const LISTS_TO_ASK = 200;

/** Returns the form of a list of cues; undefined if it could be either. */
export function cueFormOf(cues: unknown): CueForm | undefined {
  const list = storedCues(cues);
  if (list.some(({ type }) => type === CUE_TYPES.loop)) return 'pads';
  if (list.some(({ type }) => type === CUE_TYPES.memory)) return 'types';
  if (list.some(isOnPad)) return 'pads';
  return list.some(isLoop) ? 'types' : undefined;
}

/** Returns the form of most lists in a folder. Stops reading after enough lists. */
export function folderCueForm(lists: Iterable<unknown>): CueForm {
  const counts: Record<CueForm, number> = { pads: 0, types: 0 };
  for (const cues of lists) {
    const form = cueFormOf(cues);
    if (form === undefined) continue;
    counts[form]++;
    if (counts.pads + counts.types >= LISTS_TO_ASK) break;
  }
  return counts.types > counts.pads ? 'types' : 'pads';
}

/**
 * Reads stored cues. Gives a hot cue without a pad the first free pad, in the order of the list.
 *
 * @param cues Value of a record's `cues`. Skips invalid cues.
 * @param form Form to assume if the list could have either, from {@link folderCueForm}. @default 'pads'
 */
export function readCues(cues: unknown, form: CueForm = 'pads'): CueMark[] {
  const list = storedCues(cues);
  const byType = (cueFormOf(cues) ?? form) === 'types';
  const taken = new Set(list.map(({ num }) => num));
  return list.map((cue) => {
    const { name, type, num, start, end, color } = cue;
    const isHot = byType ? type !== CUE_TYPES.memory : isOnPad(cue);
    const pad = isHot ? (isPad(num) ? num : freePad(taken)) : null;
    const kind = isLoop(cue) ? 'loop' : isHot ? 'hot' : 'memory';
    return {
      kind,
      name: typeof name === 'string' ? name : '',
      pad,
      start,
      end: kind === 'loop' ? end! : start,
      ...(typeof color === 'string' && { color }),
    };
  });
}

/** Reserves and returns the first free pad; null if all are taken. */
function freePad(taken: Set<unknown>): number | null {
  for (let pad = 0; pad < PADS; pad++) {
    if (taken.has(pad)) continue;
    taken.add(pad);
    return pad;
  }
  return null;
}

function isPad(num: unknown): num is number {
  return typeof num === 'number' && Number.isInteger(num) && num >= 0 && num < PADS;
}

/** Returns true if a cue has a pad. Other programs may have stored any value. */
function isOnPad({ num }: Cue): boolean {
  return typeof num === 'number' && num >= 0;
}

function isLoop({ start, end }: Cue): boolean {
  return typeof end === 'number' && Number.isFinite(end) && end > start;
}

function storedCues(cues: unknown): Cue[] {
  if (!Array.isArray(cues)) return [];
  return cues.filter((cue) => typeof cue === 'object' && cue !== null && Number.isFinite(cue.start) && cue.start >= 0);
}
