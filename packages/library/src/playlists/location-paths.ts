import { isAbsolute, resolve } from 'node:path';
import { normalPath, pathSystem } from '@rbassist/core';

const FILE_URL = /^file:/i;
const STREAM = /^(?!file:)[a-z][a-z\d+.-]+:\/\//i;

/** Returns true for a URL of something that is not a file, such as a radio stream. */
export function isStream(location: string): boolean {
  return STREAM.test(location);
}

/**
 * Returns the paths that a line of a playlist may mean, the likeliest first: as written, without blanks around it, with
 * its percent-encoding decoded, with slashes for backslashes. Relative paths start from `folder`. Paths of another
 * system stay as they are.
 */
export function locationPaths(location: string, folder: string): string[] {
  const texts = [location, location.trim()];
  const written = texts.map((text) => (FILE_URL.test(text) ? urlPath(text) : text));
  const decoded = written.filter((text) => text.includes('%')).map(decodePercent);
  const spelled = [...written, ...decoded];
  const slashed = spelled.filter((text) => pathSystem(text) === 'none').map((text) => text.replaceAll('\\', '/'));
  return [...new Set([...spelled, ...slashed].map((text) => absolutePath(text, folder)))];
}

function absolutePath(text: string, folder: string): string {
  return pathSystem(text) === 'none' || isAbsolute(text) ? resolve(folder, text) : normalPath(text);
}

/** Returns the path of a `file:` URL: of this computer, of a Windows drive, or of a Windows share. */
function urlPath(url: string): string {
  const rest = url.replace(FILE_URL, '');
  const [, host = '', path] = /^\/\/([^/\\]*)(.*)$/s.exec(rest) ?? [undefined, '', rest];
  const decoded = decodePercent(path);
  if (host !== '' && host.toLowerCase() !== 'localhost') {
    // some players leave out the third slash
    return /^[a-z]:$/i.test(host) ? host + decoded : `\\\\${host}${decoded.replaceAll('/', '\\')}`;
  }
  return /^[/\\][a-z][:|][/\\]/i.test(decoded) ? `${decoded[1]}:${decoded.slice(3)}` : decoded;
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
