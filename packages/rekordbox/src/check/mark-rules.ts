import { MARK_TYPES } from '../marks/position-mark.ts';
import { MARK_LIMITS } from '../marks/position-marks.ts';
import { type CheckedElement, type CheckedTrack, decimalOf, shown, wholeOf } from './check-element.ts';
import type { Report } from './track-rules.ts';

const OLD_PADS = 8;
const CUE = MARK_TYPES.cue;
const LOOP = MARK_TYPES.loop;
const COLOUR = ['Red', 'Green', 'Blue'];

/** Checks cues and loops of a track. */
export function checkMarks(track: CheckedTrack, report: Report): void {
  const pads = new Set<number>();
  let hot = 0;
  let memory = 0;
  const lengthS = wholeOf(track, 'TotalTime') ?? 0;
  for (const mark of track.children) {
    if (mark.name !== 'POSITION_MARK') continue;
    const pad = checkMark(mark, lengthS, report);
    if (pad === undefined) continue;
    if (pad < 0) memory++;
    else hot++;
    if (pad >= 0 && pads.has(pad)) report('mark-pad-twice', mark, `pad ${padName(pad)} again`);
    pads.add(pad);
    if (pad < 0 && memory === MARK_LIMITS.memory + 1)
      report('too-many-memory', mark, `more than ${MARK_LIMITS.memory} memory cues`);
    if (pad >= 0 && hot === MARK_LIMITS.hot + 1) report('too-many-hot', mark, `more than ${MARK_LIMITS.hot} hot cues`);
  }
}

/** Checks a mark. Returns its Num, or undefined if that is no whole number. */
function checkMark(mark: CheckedElement, lengthS: number, report: Report): number | undefined {
  const start = decimalOf(mark, 'Start');
  const num = wholeOf(mark, 'Num');
  const type = mark.attributes.get('Type') ?? '';
  const broken = [type === '' && 'Type', !Number.isFinite(start) && 'Start', !Number.isFinite(num) && 'Num'].filter(
    (name) => name !== false,
  );
  if (start === undefined || num === undefined || broken.length > 0) {
    report('mark-invalid', mark, broken.map((name) => shown(mark, name)).join(', '));
    return undefined;
  }
  if (type !== CUE && type !== LOOP) report('mark-type', mark, shown(mark, 'Type'));
  if (start < 0) report('mark-negative', mark, shown(mark, 'Start'));
  // TotalTime leaves out the part of the last second
  if (lengthS > 0 && start > lengthS + 1) report('mark-beyond-end', mark, `${start} s in a track of ${lengthS} s`);
  checkEnd(mark, type, start, report);
  checkPad(mark, num, report);
  checkColour(mark, num, report);
  return num;
}

function checkEnd(mark: CheckedElement, type: string, start: number, report: Report): void {
  const end = decimalOf(mark, 'End');
  if (type === LOOP && end === undefined) report('loop-without-end', mark, shown(mark, 'End'));
  else if (type === LOOP && !(Number(end) > start))
    report('loop-end', mark, `${shown(mark, 'Start')}, ${shown(mark, 'End')}`);
  else if (type === CUE && end !== undefined && end !== start) report('cue-with-end', mark, shown(mark, 'End'));
}

function checkPad(mark: CheckedElement, num: number, report: Report): void {
  if (num < -1 || num >= MARK_LIMITS.hot) report('mark-number', mark, shown(mark, 'Num'));
  else if (num >= OLD_PADS) report('mark-new-pad', mark, `pad ${padName(num)}`);
}

function checkColour(mark: CheckedElement, num: number, report: Report): void {
  const given = COLOUR.filter((name) => mark.attributes.has(name));
  if (num < 0) {
    if (given.length > 0) report('memory-colour', mark, 'a memory cue with a colour');
    return;
  }
  if (given.length === 0) {
    report('mark-colour', mark, 'a hot cue without a colour');
    return;
  }
  const isWhole = COLOUR.every((name) => {
    const value = wholeOf(mark, name);
    return value !== undefined && value >= 0 && value <= 255;
  });
  if (!isWhole) report('mark-colour', mark, COLOUR.map((name) => shown(mark, name)).join(', '));
}

function padName(pad: number): string {
  return pad < MARK_LIMITS.hot ? String.fromCharCode(65 + pad) : String(pad);
}
