import type { XmlElement } from '../xml/xml-element.ts';

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
export function contentOf(track: XmlElement): TrackContent {
  const content: TrackContent = { values: {}, tempos: [], marks: [], others: [] };
  for (const [name, value] of [...track.attributes].sort()) {
    if (value === '' || name === 'TrackID') continue;
    content.values[name] = NUMBERS.has(name) && Number.isFinite(Number(value)) ? String(Number(value)) : value;
  }
  for (const child of track.children) {
    if (child.name === 'TEMPO') content.tempos.push(tempoOf(child));
    else if (child.name === 'POSITION_MARK') content.marks.push(markOf(child));
    else content.others.push(JSON.stringify([child.name, ...[...child.attributes].sort()]));
  }
  return content;
}

function tempoOf({ attributes }: XmlElement): TempoContent {
  return {
    inizio: numberOf(attributes.get('Inizio')),
    bpm: numberOf(attributes.get('Bpm')),
    metro: attributes.get('Metro') ?? '',
    battito: attributes.get('Battito') ?? '',
  };
}

function markOf({ attributes }: XmlElement): MarkContent {
  const color = ['Red', 'Green', 'Blue'].map((name) => attributes.get(name) ?? '');
  return {
    name: attributes.get('Name') ?? '',
    type: attributes.get('Type') ?? '',
    num: attributes.get('Num') ?? '',
    start: numberOf(attributes.get('Start')),
    end: attributes.has('End') ? numberOf(attributes.get('End')) : null,
    color: color.every((part) => part === '') ? '' : color.join(','),
  };
}

/** Returns the number in a text; -1, which no time is, for anything else. */
function numberOf(text: string | undefined): number {
  const number = Number(text);
  return text === undefined || text === '' || !Number.isFinite(number) ? -1 : number;
}
