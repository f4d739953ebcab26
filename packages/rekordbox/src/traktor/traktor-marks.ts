import { colorOfText } from '../colors/color-text.ts';
import type { DjGridAnchor, DjMark } from '../model/dj-track.ts';
import { anchorFrom } from '../model/grid-anchors.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { numberOf, wholeOf } from '../xml/xml-values.ts';
import { AUTO_GRID, GRID_TYPE, MARK_KINDS, NO_NAME } from './traktor-values.ts';

const MS_PER_S = 1000;
const MAX_BPM = 1000;

/** Reads the elements CUE_V2 of a track: marks and grid. `warn` gets messages about elements that can't be read. */
export function readTraktorMarks(
  elements: readonly XmlElement[],
  bpm: number | undefined,
  warn: (message: string) => void,
): { grid: DjGridAnchor[]; marks: DjMark[] } {
  const marks: DjMark[] = [];
  const grid: DjGridAnchor[] = [];
  const gridMarks: DjMark[] = [];
  for (const element of elements) {
    const type = wholeOf(element.attributes.get('TYPE'));
    const mark = markOf(element, (type === undefined ? undefined : MARK_KINDS[type]) ?? 'cue');
    if (mark === undefined || type === undefined || type < 0 || type >= MARK_KINDS.length) {
      warn(`line ${element.span?.line ?? 0}: <CUE_V2> has values that can't be read, so it is left out.`);
    } else if (type !== GRID_TYPE) {
      if (mark.kind !== 'loop' || mark.endS !== null) marks.push(mark);
      else marks.push({ ...mark, kind: 'cue' });
    } else {
      const anchor = anchorFrom({ timeS: mark.startS, number: 0 }, tempoOf(element) ?? bpm ?? 0);
      if (anchor !== undefined) grid.push(anchor);
      // Traktor itself puts its own marker on the first pad
      if (mark.pad !== null && mark.name !== AUTO_GRID) gridMarks.push(mark);
    }
  }
  const pads = new Set(marks.map(({ pad }) => pad));
  for (const mark of gridMarks) if (!pads.has(mark.pad)) marks.push(mark);
  return { grid: grid.sort((a, b) => a.timeS - b.timeS), marks };
}

function markOf({ attributes }: XmlElement, kind: DjMark['kind']): DjMark | undefined {
  const start = numberOf(attributes.get('START'));
  if (start === undefined) return undefined;
  const length = numberOf(attributes.get('LEN')) ?? 0;
  const pad = wholeOf(attributes.get('HOTCUE')) ?? -1;
  const name = attributes.get('NAME') ?? '';
  const color = colorOfText(attributes.get('COLOR'));
  return {
    kind,
    name: name === NO_NAME ? '' : name,
    pad: pad >= 0 ? pad : null,
    startS: start / MS_PER_S,
    endS: kind === 'loop' && length > 0 ? (start + length) / MS_PER_S : null,
    ...(color === undefined ? {} : { color }),
  };
}

/** Tempo of a grid marker. Traktor 4 has several markers, each with its own. */
function tempoOf({ children }: XmlElement): number | undefined {
  const grid = children.find(({ name }) => name === 'GRID');
  const bpm = numberOf(grid?.attributes.get('BPM'));
  return bpm !== undefined && bpm > 0 && bpm <= MAX_BPM ? bpm : undefined;
}
