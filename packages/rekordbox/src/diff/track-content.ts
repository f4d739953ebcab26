import type { CheckedElement, CheckedTrack } from '../check/check-element.ts';

/** Values of a track without their order and spelling, to compare. */
export interface TrackContent {
  /** Attributes that are not empty, by name. */
  values: Record<string, string>;
  tempos: TempoContent[];
  marks: MarkContent[];
  /** Other children, as text. */
  others: string[];
}

/** A TEMPO element. */
export interface TempoContent {
  inizio: number;
  bpm: number;
  metro: string;
  battito: string;
}

/** A POSITION_MARK element. */
export interface MarkContent {
  name: string;
  type: string;
  num: string;
  start: number;
  end: number | null;
  /** `r,g,b`; empty without a colour. */
  color: string;
}

/** Attributes that are numbers, however many zeros they have. */
const NUMBERS = new Set(
  'Size TotalTime DiscNumber TrackNumber Year AverageBpm BitRate SampleRate PlayCount Rating'.split(' '),
);

/** Returns the values of a track in a form that does not depend on order, spelling of numbers, or empty attributes. */
export function contentOf(track: CheckedTrack): TrackContent {
  const content: TrackContent = { values: {}, tempos: [], marks: [], others: [] };
  for (const name of [...track.values.keys()].sort()) {
    const value = track.values.get(name) ?? '';
    if (value === '' || name === 'TrackID') continue;
    content.values[name] = NUMBERS.has(name) && Number.isFinite(Number(value)) ? String(Number(value)) : value;
  }
  for (const child of track.children) {
    if (child.name === 'TEMPO') content.tempos.push(tempoOf(child));
    else if (child.name === 'POSITION_MARK') content.marks.push(markOf(child));
    else content.others.push(JSON.stringify([child.name, ...[...child.values].sort()]));
  }
  return content;
}

function tempoOf({ values }: CheckedElement): TempoContent {
  return {
    inizio: numberOf(values.get('Inizio')),
    bpm: numberOf(values.get('Bpm')),
    metro: values.get('Metro') ?? '',
    battito: values.get('Battito') ?? '',
  };
}

function markOf({ values }: CheckedElement): MarkContent {
  const color = ['Red', 'Green', 'Blue'].map((name) => values.get(name) ?? '');
  return {
    name: values.get('Name') ?? '',
    type: values.get('Type') ?? '',
    num: values.get('Num') ?? '',
    start: numberOf(values.get('Start')),
    end: values.has('End') ? numberOf(values.get('End')) : null,
    color: color.every((part) => part === '') ? '' : color.join(','),
  };
}

/** Returns the number in a text; -1, which no time is, for anything else. */
function numberOf(text: string | undefined): number {
  const number = Number(text);
  return text === undefined || text === '' || !Number.isFinite(number) ? -1 : number;
}
