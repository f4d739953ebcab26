import { fileStem } from '../files/path-system.ts';

/**
 * Returns true if a track's artist or title is a part of its file's name, in any Unicode form and with underscores for
 * spaces. Nobody typed it, so a tag may replace it.
 */
export function isFromFileName(path: string, value: string): boolean {
  return spaced(fileStem(path)).includes(spaced(value));
}

function spaced(text: string): string {
  return text.normalize('NFC').replaceAll(/[\s_]+/g, ' ');
}
