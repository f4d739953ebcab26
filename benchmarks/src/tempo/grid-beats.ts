import type { TempoSegment } from '@rbassist/core';

/** Beats in seconds, and the beats that begin a bar. */
export interface Beats {
  beats: number[];
  downbeats: number[];
}

/** Ends each segment at the next one, and drops a rest of less than half a beat. */
export function gridBeats(tempos: readonly TempoSegment[], endS: number): Beats {
  const beats: number[] = [];
  const downbeats: number[] = [];
  tempos.forEach(({ inizio_sec, bpm, metro, battito }, i) => {
    const perBar = beatsPerBar(metro);
    const beatS = 60 / bpm;
    const next = tempos[i + 1];
    const stopS = next ? next.inizio_sec - beatS / 2 : endS;
    for (let count = 0; inizio_sec + count * beatS < stopS; count++) {
      const at = inizio_sec + count * beatS;
      beats.push(at);
      if ((battito - 1 + count) % perBar === 0) downbeats.push(at);
    }
  });
  return { beats, downbeats };
}

/** Returns the beats per bar: 4 for `4/4`, 2 for `6/8`, whose beat is dotted. */
function beatsPerBar(metro: string): number {
  const [count, unit] = metro.split('/').map(Number);
  return unit === 8 && count % 3 === 0 ? count / 3 : count;
}
