import type { Track } from '../../api/types.ts';

/** A cue or, with a later `end`, a loop. Times are in seconds. */
export type Cue = NonNullable<Track['cues']['value']>[number];

const PADS = 8;
const MEMORY = -1;
const POINT = 0;

/** Returns true for a loop. */
export function isLoop({ start, end }: Cue): boolean {
  return end !== undefined && end > start;
}

/** Letter of a hot cue's pad, as DJ programs show it; nothing for a memory cue. */
export function padName(num: number): string {
  return num >= 0 && num < 26 ? String.fromCharCode(65 + num) : '';
}

/** Adds a point at a time, on the first free pad, or without one if all are taken. */
export function addCue(cues: readonly Cue[], timeS: number): Cue[] {
  const taken = new Set(cues.map(({ num }) => num));
  const free = Array.from({ length: PADS }, (_, pad) => pad).find((pad) => !taken.has(pad)) ?? MEMORY;
  return inOrder([...cues, { name: padName(free), type: POINT, num: free, start: timeS, end: timeS }]);
}

/** Moves a cue to a time; a loop keeps its length. */
export function moveCue(cues: readonly Cue[], cue: Cue, timeS: number): Cue[] {
  const start = Math.max(0, timeS);
  const moved = cue.end === undefined ? { ...cue, start } : { ...cue, start, end: start + cue.end - cue.start };
  return inOrder(cues.map((each) => (each === cue ? moved : each)));
}

/** Names a cue. */
export function nameCue(cues: readonly Cue[], cue: Cue, name: string): Cue[] {
  return cues.map((each) => (each === cue ? { ...each, name } : each));
}

function inOrder(cues: readonly Cue[]): Cue[] {
  return cues.toSorted((a, b) => a.start - b.start);
}
