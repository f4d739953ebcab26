import { CUE_TYPES, type Cue, type CueForm, roundValue } from '@rbassist/core';
import { type DjMark, hexColor } from '@rbassist/rekordbox';

const MEMORY = -1;
/** Names of the marks that records have no kind for. */
const OTHER_NAMES: Partial<Record<DjMark['kind'], string>> = {
  'fade-in': 'Fade-in',
  'fade-out': 'Fade-out',
  load: 'Load',
};

/**
 * Returns the cues of a record for a DJ program's marks, in their order. A mark for fading or loading becomes a memory
 * cue with its name. Skips marks without a usable time.
 *
 * @param form Form that readers assume for a list that could have either.
 */
export function importedCues(marks: readonly DjMark[], form: CueForm): Cue[] {
  const cues = marks.filter(({ startS }) => Number.isFinite(startS) && startS >= 0).map(cueOf);
  const isClear = cues.some(({ type, num }) => type === CUE_TYPES.loop || num !== MEMORY);
  // memory cues alone look like hot cues of the earlier form
  if (form === 'types' && !isClear) for (const cue of cues) cue.type = CUE_TYPES.memory;
  return roundValue('cues', cues);
}

function cueOf({ kind, name, pad, startS, endS, color }: DjMark): Cue {
  const isLoop = endS !== null && Number.isFinite(endS) && endS > startS;
  return {
    name: name || (OTHER_NAMES[kind] ?? ''),
    type: isLoop ? CUE_TYPES.loop : CUE_TYPES.point,
    num: pad !== null && Number.isInteger(pad) && pad >= 0 ? pad : MEMORY,
    start: startS,
    end: isLoop ? endS : startS,
    ...(color !== undefined && { color: hexColor(color) }),
  };
}
