import type { Cue } from './track-record.ts';

/**
 * Meaning of `type` and `num` in stored cues. `pads`: `type` is 4 for a loop and 0 for a point, and `num` is the pad of
 * a hot cue or -1 for a memory cue, as in Rekordbox and the newest Python rbassist. `types`: `type` is 0 for a hot cue
 * and 1 for a memory cue, as in earlier ones, which gave no pads.
 */
export type CueForm = (typeof CUE_FORMS)[number];

/** Every {@link CueForm}; rbassist writes the first where a folder has no cues. */
export const CUE_FORMS = ['pads', 'types'] as const;

/** A stored cue, whatever form it is stored in. */
export interface CueMark {
  kind: 'hot' | 'memory' | 'loop';
  name: string;
  /** Pad of a hot cue or loop, 0 (A) to 7 (H); null for a memory cue or loop, and if no pad is left. */
  pad: number | null;
  /** Start, in seconds from the first sample. */
  start: number;
  /** End of a loop; the start for a point. */
  end: number;
}

/** Values of a stored cue's `type`: `memory` in the form `types` alone, `loop` in the form `pads` alone. */
export const CUE_TYPES = { point: 0, memory: 1, loop: 4 } as const;

const PADS = 8;
/** Lists that decide on a folder, so that a large library is not read whole. */
const LISTS_TO_ASK = 200;

/** Tells in which form a list of cues is stored; undefined if it could be either. */
export function cueFormOf(cues: unknown): CueForm | undefined {
  const list = storedCues(cues);
  if (list.some(({ type }) => type === CUE_TYPES.loop)) return 'pads';
  if (list.some(({ type }) => type === CUE_TYPES.memory)) return 'types';
  if (list.some(({ num }) => num >= 0)) return 'pads';
  return list.some(isLoop) ? 'types' : undefined;
}

/** Tells in which form most lists of a folder are stored. Reads no more lists than it needs. */
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
 * Reads stored cues. A hot cue without a pad gets the first that no other cue has, in the order of the list.
 *
 * @param cues Value of a record's `cues`. Anything that is no cue is passed over.
 * @param form Form of a list that does not show its own, from {@link folderCueForm}. @default 'pads'
 */
export function readCues(cues: unknown, form: CueForm = 'pads'): CueMark[] {
  const list = storedCues(cues);
  const byType = (cueFormOf(cues) ?? form) === 'types';
  const taken = new Set(list.map(({ num }) => num));
  return list.map((cue) => {
    const { name, type, num, start, end } = cue;
    const isHot = byType ? type !== CUE_TYPES.memory : num >= 0;
    const pad = isHot ? (isPad(num) ? num : freePad(taken)) : null;
    const kind = isLoop(cue) ? 'loop' : isHot ? 'hot' : 'memory';
    return { kind, name: typeof name === 'string' ? name : '', pad, start, end: kind === 'loop' ? end! : start };
  });
}

/** Takes the first pad that no cue has; null if there is none. */
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

function isLoop({ start, end }: Cue): boolean {
  return typeof end === 'number' && Number.isFinite(end) && end > start;
}

function storedCues(cues: unknown): Cue[] {
  if (!Array.isArray(cues)) return [];
  return cues.filter((cue) => typeof cue === 'object' && cue !== null && Number.isFinite(cue.start) && cue.start >= 0);
}
