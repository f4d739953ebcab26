import { between, pick, type Random } from '../random.ts';

type Drumming = 'none' | 'kick' | 'tops' | 'full';

export interface BarPlan {
  drums: Drumming;
  bass: boolean;
  chords: boolean;
  /** Arpeggio, tune, voice. */
  lead: boolean;
  /** Long chords, loud only where no other instrument plays. */
  pad: boolean;
  /** Fill of snare and toms before the next part. */
  fill: boolean;
  opens: boolean;
}

export interface PlanWishes {
  bars: number;
  /** Bars without drums at the start; 0 for the usual beginning. */
  beatlessIntro?: number;
  /** Length of a break without drums in the middle, in bars. */
  breakBars?: number;
}

type Part = Omit<BarPlan, 'fill' | 'opens'>;

const ALL: Part = { drums: 'full', bass: true, chords: true, lead: true, pad: false };
const FLOATING: Part = { drums: 'none', bass: false, chords: false, lead: true, pad: true };
const STARTS: readonly Part[] = [
  { drums: 'full', bass: false, chords: false, lead: false, pad: false },
  { drums: 'kick', bass: false, chords: false, lead: false, pad: true },
  { drums: 'tops', bass: false, chords: true, lead: false, pad: false },
  { drums: 'none', bass: false, chords: true, lead: false, pad: true },
  ALL,
];
const MIDDLES: readonly Part[] = [
  ALL,
  ALL,
  { drums: 'full', bass: true, chords: false, lead: true, pad: true },
  { drums: 'full', bass: true, chords: true, lead: false, pad: false },
  { drums: 'tops', bass: true, chords: true, lead: true, pad: true },
  { drums: 'kick', bass: true, chords: false, lead: false, pad: true },
];

/** Plans a track bar by bar: a beginning, parts of 4 to 16 bars with the requested break, and an end. */
export function planBars(random: Random, { bars, beatlessIntro = 0, breakBars = 0 }: PlanWishes): BarPlan[] {
  const plan: BarPlan[] = [];
  const add = (part: Part, count: number) => {
    const fills = random() < 0.6;
    for (let i = 0; i < count && plan.length < bars; i++) {
      const last = i === count - 1 && part.drums !== 'none' && fills;
      plan.push({ ...part, fill: last, opens: i === 0 && plan.length > 0 && part.drums === 'full' });
    }
  };
  const partBars = () => Math.max(2, Math.min(pick(random, [4, 8, 8, 16]), Math.floor(bars / 4)));
  if (beatlessIntro > 0) add(FLOATING, beatlessIntro);
  else add(pick(random, STARTS), partBars());
  if (breakBars > 0) {
    const playing = Math.max(4, bars - plan.length - breakBars);
    const before = Math.max(4, Math.round(playing * between(random, 0.3, 0.6)));
    const breakStart = plan.length + before;
    while (plan.length < breakStart) add(pick(random, MIDDLES), Math.min(partBars(), breakStart - plan.length));
    add(random() < 0.5 ? FLOATING : { ...FLOATING, chords: true }, breakBars);
  }
  while (plan.length < bars) add(pick(random, MIDDLES), partBars());
  return plan;
}
