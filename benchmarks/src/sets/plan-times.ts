import { type PlanOptions, planSet } from '@rbassist/core';
import { largeLibrary } from './large-library.ts';

const LENGTH = 40;

/** Time of one plan. */
export interface PlanTime {
  name: string;
  /** Seconds on the clock, and of processor time; the medians of several plans. */
  seconds: number;
  cpuSeconds: number;
  meanScore: number;
  broken: number;
}

/** Times plans of 40 tracks from an invented library, after one of each kind for the compiler. */
export async function measurePlanTimes(tracks: number, turns: number): Promise<PlanTime[]> {
  const input = largeLibrary(tracks);
  const path = (share: number) => input.tracks[Math.floor(share * tracks)].path;
  const start = path(0.1);
  const rules = { maxPitchPct: 6, keysMustMix: true, noDoubletime: true };
  const kinds: Record<string, PlanOptions> = {
    'one start': { start },
    'start and end': { start, end: path(0.5) },
    'five seeds': { seeds: [0.05, 0.2, 0.4, 0.6, 0.8].map(path) },
    'curves of energy and tempo': { start, energyCurve: 'peak', bpmCurve: [120, 128, 134] },
    'curves and rules': { start, energyCurve: 'wave', bpmCurve: [120, 134], transitionRules: rules },
    'no track given': {},
  };
  const times: PlanTime[] = [];
  for (const [name, options] of Object.entries(kinds)) {
    const runs: Omit<PlanTime, 'name'>[] = [];
    for (let turn = 0; turn <= turns; turn++) {
      const [began, cpu] = [performance.now(), process.cpuUsage()];
      const { transitions, broken } = await planSet(input, { length: LENGTH, ...options });
      const { user, system } = process.cpuUsage(cpu);
      runs.push({
        seconds: (performance.now() - began) / 1000,
        cpuSeconds: (user + system) / 1e6,
        meanScore: transitions.reduce((sum, { score }) => sum + score, 0) / transitions.length,
        broken: broken.length,
      });
    }
    const measured = runs.slice(1);
    const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1];
    times.push({
      ...measured[0],
      name,
      seconds: median(measured.map(({ seconds }) => seconds)),
      cpuSeconds: median(measured.map(({ cpuSeconds }) => cpuSeconds)),
    });
  }
  return times;
}
