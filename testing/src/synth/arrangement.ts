type SectionKind = 'intro' | 'build' | 'drop' | 'breakdown' | 'outro';

export interface Section {
  kind: SectionKind;
  firstBar: number;
  bars: number;
}

const SHORT: readonly [SectionKind, number][] = [
  ['intro', 2],
  ['build', 2],
  ['drop', 5],
  ['breakdown', 2],
  ['drop', 4],
  ['outro', 2],
];
const CYCLE_BARS = 32;

/** Long songs repeat build, drop and breakdown about every 32 bars. Sections prefer even numbers of bars. */
export function arrange(bars: number): Section[] {
  const rounds = Math.max(1, Math.round(bars / CYCLE_BARS) - 1);
  const middle = SHORT.slice(1, -1);
  const parts = [SHORT[0], ...Array.from({ length: rounds }, () => middle).flat(), SHORT[SHORT.length - 1]];
  const weight = parts.reduce((sum, [, share]) => sum + share, 0);
  const grid = bars >= 8 * parts.length ? 4 : bars >= 2 * parts.length ? 2 : 1;
  const sections: Section[] = [];
  let passed = 0;
  let firstBar = 0;
  parts.forEach(([kind, share], i) => {
    passed += share;
    const end = i === parts.length - 1 ? bars : Math.min(bars, Math.round((bars * passed) / weight / grid) * grid);
    if (end > firstBar) sections.push({ kind, firstBar, bars: end - firstBar });
    firstBar = Math.max(firstBar, end);
  });
  return sections;
}
