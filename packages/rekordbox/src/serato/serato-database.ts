import type { DjTrack } from '../model/dj-track.ts';
import { dayIn, dayOfUnixTime, withoutUndefined } from '../model/track-values.ts';
import { type SeratoChunk, seratoChunks, seratoNumber, seratoText } from './serato-chunks.ts';
import { shownTrackColor } from './serato-colors.ts';

/** A track of Serato's database, before its path is known. */
export type SeratoTrack = Omit<DjTrack, 'id' | 'path' | 'location' | 'isStream'>;

const DURATION = /^(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)$/;

/** Reads the entry of a track: its stored path and what Serato knows. Undefined if it has no path. */
export function seratoTrack(entry: Uint8Array): { location: string; track: SeratoTrack } | undefined {
  const chunks = new Map<string, SeratoChunk>();
  for (const chunk of seratoChunks(entry)) chunks.set(chunk.tag, chunk);
  const text = (tag: string): string | undefined => {
    const chunk = chunks.get(tag);
    return chunk === undefined ? undefined : seratoText(chunk.bytes) || undefined;
  };
  const number = (tag: string): number | undefined => {
    const chunk = chunks.get(tag);
    return chunk && seratoNumber(chunk.bytes);
  };
  const location = text('pfil');
  if (location === undefined) return undefined;
  const color = number('ulbl');
  const track = withoutUndefined<SeratoTrack>({
    title: text('tsng'),
    artist: text('tart'),
    album: text('talb'),
    genre: text('tgen'),
    grouping: text('tgrp'),
    label: text('tlbl'),
    remixer: text('trmx'),
    comments: text('tcom'),
    year: yearOf(text('ttyr')),
    durationS: durationOf(text('tlen')),
    bpm: bpmOf(text('tbpm')),
    key: text('tkey'),
    color: color === undefined ? undefined : shownTrackColor(color),
    added: dayOfUnixTime(number('uadd')) ?? addedOf(text('tadd')),
    grid: [],
    marks: [],
    tags: [],
  });
  return { location, track };
}

function bpmOf(text: string | undefined): number | undefined {
  const bpm = Number(text);
  return bpm > 0 && Number.isFinite(bpm) ? bpm : undefined;
}

function yearOf(text: string | undefined): number | undefined {
  return Number(/^\d{4}/.exec(text ?? '')?.[0]) || undefined;
}

/** Reads "03:45.12" or "1:02:03". */
function durationOf(text: string | undefined): number | undefined {
  const [, hours = '0', minutes, seconds] = DURATION.exec(text ?? '') ?? [];
  return minutes === undefined ? undefined : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) || undefined;
}

/** The text is a Unix time or a day. */
function addedOf(text: string | undefined): string | undefined {
  if (text !== undefined && /^\d{6,}$/.test(text)) return dayOfUnixTime(Number(text));
  return dayIn(text);
}
