import { parse } from 'node:path';

/**
 * Artist and title from a file name of the form "Artist - Title"; any other name is the title. Numbers of a track before
 * them are left out. Both are in Unicode's composed form (NFC), whatever the file system prefers.
 */
export function nameTags(path: string): { artist?: string; title?: string } {
  const name = parse(path).name.normalize('NFC').trim();
  const [artist, ...rest] = name.split(/\s+[-–—]\s+/);
  const title = rest.join(' - ').trim();
  if (!title) return name ? { title: name } : {};
  return { artist: artist.trim(), title };
}
