import { type CheckedElement, type CheckedTrack, decimalOf, shown, wholeOf } from './check-element.ts';
import { isUsualBpm, type Report } from './track-rules.ts';

/** A line that is this far off at the end of a track is heard. */
const DRIFT_S = 0.02;
const METRE = /^([1-9]\d?)\/[1-9]\d?$/;
/** Part of a beat by which an anchor may miss a beat of the grid before it. */
const BEAT_SLACK = 0.1;

interface Anchor {
  element: CheckedElement;
  timeS: number;
  bpm: number;
  beat: number;
  beats: number;
}

/** Checks the beat grid of a track. */
export function checkGrid(track: CheckedTrack, report: Report): void {
  const tempos = track.children.filter(({ name }) => name === 'TEMPO');
  if (tempos.length === 0) return;
  checkOrder(track, report);
  const anchors = tempos.map((element) => anchorOf(element, report)).filter((anchor) => anchor !== undefined);
  for (let i = 1; i < anchors.length; i++) checkStep(anchors[i - 1], anchors[i], report);
  const first = anchors[0];
  if (first === undefined || anchors.length < tempos.length) return;
  const beatS = 60 / first.bpm;
  // half a beat of slack: some grids begin with the second beat
  if (first.timeS > 1.5 * beatS && first.timeS > 1) {
    report('tempo-late', first.element, `a grid that begins at ${first.timeS} s`);
  }
  if (anchors.length === 1) checkDrift(track, first, report);
}

/** Checks that all anchors come before the marks. */
function checkOrder({ children }: CheckedTrack, report: Report): void {
  const mark = children.findIndex(({ name }) => name === 'POSITION_MARK');
  if (mark < 0) return;
  const late = children.slice(mark).find(({ name }) => name === 'TEMPO');
  if (late !== undefined) report('tempo-after-mark', late, 'a TEMPO after a POSITION_MARK');
}

function anchorOf(element: CheckedElement, report: Report): Anchor | undefined {
  const timeS = decimalOf(element, 'Inizio');
  const bpm = decimalOf(element, 'Bpm');
  const beats = Number(METRE.exec(element.attributes.get('Metro') ?? '')?.[1] ?? Number.NaN);
  const beat = wholeOf(element, 'Battito');
  const broken = [
    !Number.isFinite(timeS) && 'Inizio',
    !(Number.isFinite(bpm) && Number(bpm) > 0) && 'Bpm',
    Number.isNaN(beats) && 'Metro',
    !Number.isFinite(beat) && 'Battito',
  ].filter((name) => name !== false);
  if (timeS === undefined || bpm === undefined || beat === undefined || broken.length > 0) {
    report('tempo-invalid', element, broken.map((name) => shown(element, name)).join(', '));
    return undefined;
  }
  if (timeS < 0) report('tempo-negative', element, shown(element, 'Inizio'));
  if (!isUsualBpm(bpm)) report('bpm-range', element, shown(element, 'Bpm'));
  if (beat < 1 || beat > beats) {
    report('tempo-beat', element, `${shown(element, 'Battito')} in ${element.attributes.get('Metro')}`);
  }
  return { element, timeS, bpm, beat, beats };
}

/** Checks the way from an anchor to the next. */
function checkStep(from: Anchor, to: Anchor, report: Report): void {
  if (to.timeS < from.timeS) {
    report('tempo-unsorted', to.element, `${to.timeS} s after ${from.timeS} s`);
    return;
  }
  if (from.beats !== to.beats) return;
  const passed = ((to.timeS - from.timeS) * from.bpm) / 60;
  const whole = Math.round(passed);
  // a change of tempo between two beats starts a new count
  if (Math.abs(passed - whole) > BEAT_SLACK) return;
  const expected = ((from.beat - 1 + whole) % from.beats) + 1;
  if (to.beat !== expected) {
    report('tempo-beat-jump', to.element, `${shown(to.element, 'Battito')} where the count is ${expected}`);
  }
}

/** Compares the only TEMPO with the mean of the track, which is the line from the first beat to the last. */
function checkDrift(track: CheckedTrack, { element, bpm, timeS }: Anchor, report: Report): void {
  const average = decimalOf(track, 'AverageBpm') ?? 0;
  const lengthS = wholeOf(track, 'TotalTime') ?? 0;
  // a half or double tempo is another reading of the same beats
  if (!(average > 0) || Math.abs(average / bpm - 1) > 0.02) return;
  const driftS = Math.abs(average / bpm - 1) * (lengthS - timeS);
  // both have two decimals, so that the difference may be one unit of the last
  if (Math.abs(average - bpm) < 0.015 || !(driftS > DRIFT_S)) return;
  report(
    'tempo-drift',
    element,
    `${shown(element, 'Bpm')} and ${shown(track, 'AverageBpm')}: ${Math.round(driftS * 1000)} ms at the end`,
  );
}
