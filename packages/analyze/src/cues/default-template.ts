import type { CueTemplate } from './cue-template.ts';

/** Template of the Python rbassist. */
export const DEFAULT_CUE_TEMPLATE: CueTemplate = {
  cues: [
    { name: 'A', kind: 'loop', num: -1, position: { at: 'first-kick', which: 1 }, offsetBars: 2, lengthBars: 'auto' },
    { name: 'B', kind: 'loop', num: -1, position: { between: ['A', 'C'] }, offsetBars: 0, lengthBars: 'auto' },
    { name: 'C', kind: 'loop', num: -1, position: { until: 'drop', which: 1 }, offsetBars: 0, lengthBars: 'auto' },
    { name: 'D', kind: 'hot', num: -1, position: { at: 'drop', which: 1 }, offsetBars: 0, lengthBars: null },
    {
      name: 'Drop (Mem)',
      kind: 'memory',
      num: -1,
      position: { at: 'drop', which: 1 },
      offsetBars: 0,
      lengthBars: null,
    },
    {
      name: 'Mix-out',
      kind: 'memory',
      num: -1,
      position: { at: 'mix-out', which: 1 },
      offsetBars: 0,
      lengthBars: null,
    },
  ],
};
