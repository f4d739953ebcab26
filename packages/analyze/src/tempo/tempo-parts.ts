import type { ChromaFrames } from '../features/chroma-frames.ts';
import { ATTACK_RATE, type FrameFeatures, SHORT_RATE, TIMBRE_BANDS, TIMBRE_RATE } from '../features/frame-features.ts';
import { HOP_FRAMES, WINDOW_FRAMES } from './autocorrelation.ts';
import type { PulsePath } from './pulse-path.ts';

/** Part of a track in which the tempo does not jump, in seconds. */
export interface TempoPart {
  fromS: number;
  untilS: number;
}

/** Smallest change of period between windows that is a jump, as a log ratio. A path steps by up to 3 %. */
const JUMP = 0.035;
const SHORTEST_S = 18;
/** Ratios between pulses of one tempo: a path that changes its level is no jump. */
const LEVELS = [1 / 3, 1 / 2, 2 / 3, 3 / 4, 1, 4 / 3, 3 / 2, 2, 3];
const SAME_LEVEL = 0.03;

/** Finds the parts between the jumps of a pulse. One part if the tempo is steady or drifts. */
export function tempoParts({ periods }: PulsePath, durationS: number): TempoPart[] {
  const parts: (TempoPart & { period: number })[] = [];
  let first = 0;
  for (let w = 1; w <= periods.length; w++) {
    if (w < periods.length && Math.abs(Math.log(periods[w] / periods[w - 1])) < JUMP) continue;
    const fromS = parts.length > 0 ? parts[parts.length - 1].untilS : 0;
    const untilS = w < periods.length ? ((w - 0.5) * HOP_FRAMES + WINDOW_FRAMES / 2) / SHORT_RATE : durationS;
    const period = periods.slice(first, w).sort()[(w - first) >> 1];
    const before = parts.at(-1);
    first = w;
    if (before && (untilS - fromS < SHORTEST_S || isSameTempo(period, before.period))) before.untilS = untilS;
    else parts.push({ fromS, untilS, period });
  }
  return parts.length > 1 && parts[0].untilS < SHORTEST_S
    ? [{ fromS: 0, untilS: parts[1].untilS }, ...parts.slice(2)]
    : parts;
}

function isSameTempo(period: number, other: number): boolean {
  return LEVELS.some((level) => Math.abs(Math.log(period / other / level)) < SAME_LEVEL);
}

export function partOfFeatures(features: FrameFeatures, part: TempoPart): FrameFeatures {
  const { fromS, untilS } = part;
  const at = (rate: number) => [Math.round(fromS * rate), Math.round(untilS * rate)] as const;
  const timbre = at(TIMBRE_RATE).map((frame) => frame * TIMBRE_BANDS);
  return {
    durationS: untilS - fromS,
    onset: features.onset.subarray(...at(SHORT_RATE)),
    bandOnsets: features.bandOnsets.map((band) => band.subarray(...at(SHORT_RATE))),
    attack: features.attack.subarray(...at(ATTACK_RATE)),
    timbre: features.timbre.subarray(timbre[0], timbre[1]),
  };
}

export function partOfChroma({ values, rate }: ChromaFrames, { fromS, untilS }: TempoPart): ChromaFrames {
  return { values: values.subarray(12 * Math.round(fromS * rate), 12 * Math.round(untilS * rate)), rate };
}
