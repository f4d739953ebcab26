import { readRegularFile } from '@rbassist/core';
import type { DjGridAnchor, DjMark } from '../model/dj-track.ts';
import { readProblem } from '../model/read-problem.ts';
import { cuesOf, namedCuesOf, utf16Of } from './anlz-cues.ts';
import { type AnlzSection, anlzSections, damagedAnlz } from './anlz-sections.ts';
import { type AnlzBeat, beatsOf, sectionAnchors } from './beat-grid.ts';
import { type AnlzMood, type AnlzPhrase, phrasesOf } from './phrases.ts';

/** Largest file that is read; those of a mix of ten hours are smaller. */
export const MAX_ANLZ_BYTES: number = 1 << 28;

/** An analysis file of Rekordbox. Each of the three files of a track holds some of this. Times are Rekordbox's. */
export interface AnlzFile {
  /** Path of the music, as Rekordbox wrote it. */
  path: string | null;
  /** Beat grid, one entry a beat; in the file `.DAT`. */
  beats: AnlzBeat[];
  /** Cues and loops that were exported to a USB stick. The local files have none. */
  marks: DjMark[];
  mood: AnlzMood | null;
  /** Phrases, in the file `.EXT`. Their times need the beats, so they are null there. */
  phrases: AnlzPhrase[];
}

/**
 * Reads an analysis file of Rekordbox: `ANLZ0000.DAT`, `.EXT` or `.2EX`. Waveforms are skipped.
 *
 * @throws {FileFormatError} if the file is damaged or another file.
 * @throws {OptionError} if the file can't be read.
 */
export async function readAnlz(path: string): Promise<AnlzFile> {
  const bytes = await readRegularFile(path, MAX_ANLZ_BYTES).catch((error) => {
    throw readProblem(path, error);
  });
  return parseAnlz(bytes, path);
}

/**
 * Reads the bytes of an analysis file.
 *
 * @param path Name of the file, for error messages.
 * @param beats Grid of the same track, for the times of phrases; default: that of this file.
 */
export function parseAnlz(bytes: Buffer, path: string, beats?: readonly AnlzBeat[]): AnlzFile {
  const file: AnlzFile = { path: null, beats: [], marks: [], mood: null, phrases: [] };
  const named: DjMark[] = [];
  let at = 0;
  let song: AnlzSection | undefined;
  try {
    for (const section of anlzSections(bytes, path)) {
      at = section.bytes.byteOffset - bytes.byteOffset;
      if (section.tag === 'PPTH') file.path = pathOf(section);
      else if (section.tag === 'PQTZ') file.beats = beatsOf(section);
      else if (section.tag === 'PCOB') file.marks.push(...cuesOf(section));
      else if (section.tag === 'PCO2') named.push(...namedCuesOf(section));
      else if (section.tag === 'PSSI') song = section;
    }
    if (song) Object.assign(file, phrasesOf(song, beats ?? file.beats));
  } catch (error) {
    if (error instanceof RangeError) throw damagedAnlz(path, at, error);
    throw error;
  }
  if (named.length > 0) file.marks = named;
  return file;
}

/** Reads the beat grid alone; the last one, if a file holds several. */
export function gridAnchors(bytes: Buffer, path: string): DjGridAnchor[] {
  let anchors: DjGridAnchor[] = [];
  let at = 0;
  try {
    for (const section of anlzSections(bytes, path)) {
      at = section.bytes.byteOffset - bytes.byteOffset;
      if (section.tag === 'PQTZ') anchors = sectionAnchors(section);
    }
  } catch (error) {
    if (error instanceof RangeError) throw damagedAnlz(path, at, error);
    throw error;
  }
  return anchors;
}

function pathOf({ bytes, headerLength }: AnlzSection): string {
  const length = bytes.readUInt32BE(12);
  if (headerLength + length > bytes.length) throw new RangeError('a path is too long');
  return utf16Of(bytes.subarray(headerLength, headerLength + length));
}
