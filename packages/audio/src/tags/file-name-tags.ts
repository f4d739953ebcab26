import { parse } from 'node:path';

/**
 * Splits a file name of the form "Artist - Title"; any other name is the title. Returns Unicode's composed form (NFC),
 * whatever form the file system uses.
 */
export function fileNameTags(path: string): { artist?: string; title?: string } {
  const name = parse(path).name.normalize('NFC').trim();
  const [artist, ...rest] = name.split(/\s+[-–—]\s+/);
  const title = rest.join(' - ').trim();
  if (!title) return name ? { title: name } : {};
  return { artist: artist.trim(), title };
}
