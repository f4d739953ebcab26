import { fileNameOf } from '@rbassist/core';

/** Values of Kind by the ending of the file, for formats that Rekordbox plays. */
const KINDS: Readonly<Record<string, string>> = {
  mp3: 'MP3 File',
  wav: 'WAV File',
  wave: 'WAV File',
  aif: 'AIFF File',
  aiff: 'AIFF File',
  aifc: 'AIFF File',
  flac: 'FLAC File',
  fla: 'FLAC File',
  m4a: 'M4A File',
  aac: 'M4A File',
  mp4: 'MP4 File',
};

/** Value of Kind for a file that Rekordbox does not play. */
export const UNKNOWN_KIND = 'Unknown Format';

/** Returns the Kind of a file, by its ending. */
export function fileKind(path: string): string {
  const ending = /\.([^.]+)$/.exec(fileNameOf(path))?.[1].toLowerCase() ?? '';
  return Object.hasOwn(KINDS, ending) ? KINDS[ending] : UNKNOWN_KIND;
}
