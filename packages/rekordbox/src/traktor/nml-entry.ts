import { formatKey, parseKey } from '@rbassist/core';
import { hexColor } from '../colors/color-text.ts';
import type { DjGridAnchor, DjMark, DjTrack } from '../model/dj-track.ts';
import { nmlElement, nmlNumber } from './nml-element.ts';
import type { TraktorLocation } from './traktor-path.ts';
import {
  AUTO_GRID,
  GRID_TYPE,
  MARK_KINDS,
  MOST_RANKING,
  musicalKeyValue,
  NO_NAME,
  PADS,
  trackColorNumber,
} from './traktor-values.ts';

const MOST_STARS = 5;
const BEATS_PER_BAR = 4;
/** A marker that the one before predicts within this time says nothing new. */
const SAME_LINE_S = 1e-4;

/** Formats a track of the collection. */
export function nmlEntry(track: DjTrack, { dir, file, volume }: TraktorLocation): string {
  const grid = downbeats(track.grid);
  const { bpm = grid[0]?.bpm } = track;
  const keyValue = musicalKeyValue(track.key);
  const parts = [
    nmlElement('LOCATION', { DIR: dir, FILE: file, VOLUME: volume, VOLUMEID: volume }),
    track.album === undefined ? '' : nmlElement('ALBUM', { TITLE: track.album }),
    nmlElement('MODIFICATION_INFO', { AUTHOR_TYPE: 'user' }),
    nmlElement('INFO', infoOf(track)),
    bpm === undefined ? '' : nmlElement('TEMPO', { BPM: nmlNumber(bpm), BPM_QUALITY: nmlNumber(100) }),
    keyValue === undefined ? '' : nmlElement('MUSICAL_KEY', { VALUE: keyValue }),
    ...grid.map(gridElement),
    ...track.marks.map(markElement),
  ];
  // without the lock, Traktor would analyse the grid anew
  const lock = grid.length > 0 ? 1 : 0;
  return nmlElement('ENTRY', { LOCK: lock, TITLE: track.title, ARTIST: track.artist }, parts.join(''));
}

function infoOf(track: DjTrack) {
  const { durationS, stars, color, year } = track;
  const key = parseKey(track.key);
  return {
    GENRE: track.genre,
    LABEL: track.label,
    COMMENT: track.comments,
    REMIXER: track.remixer,
    KEY: key === undefined ? track.key : formatKey(key, 'open-key'),
    PLAYCOUNT: track.playCount,
    PLAYTIME: durationS === undefined ? undefined : Math.round(durationS),
    PLAYTIME_FLOAT: durationS === undefined ? undefined : nmlNumber(durationS),
    RANKING: stars === undefined ? undefined : Math.round((stars / MOST_STARS) * MOST_RANKING),
    IMPORT_DATE: slashed(track.added),
    LAST_PLAYED: slashed(track.lastPlayed),
    RELEASE_DATE: year === undefined ? undefined : `${year}/1/1`,
    COLOR: color === undefined ? undefined : trackColorNumber(color),
  };
}

/** Writes "2019-04-08" as "2019/4/8". */
function slashed(day: string | undefined): string | undefined {
  return day?.split('-').map(Number).join('/');
}

/** Moves anchors to the next beginning of a bar, because Traktor takes every marker for one. */
function downbeats(grid: readonly DjGridAnchor[]): DjGridAnchor[] {
  const moved: DjGridAnchor[] = [];
  for (const [i, anchor] of grid.entries()) {
    const beatS = 60 / anchor.bpm;
    const timeS = anchor.timeS + ((BEATS_PER_BAR + 1 - anchor.beat) % BEATS_PER_BAR) * beatS;
    const next = grid[i + 1];
    const isReached = next === undefined || timeS < next.timeS;
    if (isReached && !isPredicted(moved.at(-1), anchor.bpm, timeS)) moved.push({ ...anchor, timeS, beat: 1 });
  }
  return moved;
}

function isPredicted(before: DjGridAnchor | undefined, bpm: number, timeS: number): boolean {
  if (before === undefined || before.bpm !== bpm) return false;
  const barS = (BEATS_PER_BAR * 60) / bpm;
  const off = Math.abs((timeS - before.timeS) % barS);
  return Math.min(off, barS - off) <= SAME_LINE_S;
}

function gridElement({ timeS, bpm }: DjGridAnchor): string {
  const tempo = nmlElement('GRID', { BPM: nmlNumber(bpm) });
  return cue({ NAME: AUTO_GRID, TYPE: GRID_TYPE, START: timeS, LEN: 0, HOTCUE: -1 }, tempo);
}

function markElement({ kind, name, pad, startS, endS, color }: DjMark): string {
  return cue({
    NAME: name === '' ? NO_NAME : name,
    TYPE: MARK_KINDS.indexOf(kind),
    START: startS,
    LEN: endS === null ? 0 : endS - startS,
    HOTCUE: hotCueOf(pad),
    COLOR: color === undefined ? undefined : hexColor(color),
  });
}

/** Returns the number of a pad, or -1 for a mark on none. Traktor has eight pads. */
export function hotCueOf(pad: number | null): number {
  return pad === null || pad >= PADS ? -1 : pad;
}

interface CueValues {
  NAME: string;
  TYPE: number;
  /** Seconds. */
  START: number;
  /** Seconds. */
  LEN: number;
  HOTCUE: number;
  COLOR?: string | undefined;
}

function cue({ NAME, TYPE, START, LEN, HOTCUE, COLOR }: CueValues, content = ''): string {
  const [start, length] = [START, LEN].map((seconds) => nmlNumber(seconds * 1000));
  const attributes = { NAME, DISPL_ORDER: 0, TYPE, START: start, LEN: length, REPEATS: -1, HOTCUE, COLOR };
  return nmlElement('CUE_V2', attributes, content);
}
