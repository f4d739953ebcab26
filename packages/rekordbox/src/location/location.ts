import { normalPath, OptionError, pathKey, pathSystem } from '@rbassist/core';
import { percentDecode, percentEncode } from './percent.ts';

const PREFIX = 'file://localhost';
const FILE_URL = /^file:\/\/(localhost)?/i;
/** A drive, also after a missing or an extra slash, and with the colon encoded. */
const DRIVE = /^\/*([a-z]):(?=[\\/]|$)/i;
const STREAM = /^\/?[a-z][a-z0-9_.+-]+:[a-z]+:[^/\\]*$/i;
/** A server and a name below it. */
const SHARE = /^\/\/([^/]+)\/[^/]/;
/** Folders that start a path of macOS or Linux: other programs write `file://localhost//Users/…`. */
const POSIX_TOP = new Set(['users', 'volumes', 'home', 'mnt', 'media', 'private', 'tmp', 'var', 'opt', 'srv', 'root']);

/** Options of {@link pathOfLocation}. */
export interface LocationOptions {
  /** System that decides if `//server/share` is a Windows share; default: this machine's. */
  platform?: NodeJS.Platform;
}

/**
 * Returns true for an entry of a streaming service, such as `file://localhost/soundcloud:tracks:900261313` (Windows) or
 * `file://localhosttidal:tracks:1` (macOS). It has no file and is never missing.
 */
export function isStreamLocation(location: string): boolean {
  return STREAM.test(location.replace(FILE_URL, ''));
}

/**
 * Returns the path of a Location, spelled as its own system spells it: `C:\Music\a.mp3`, `/Volumes/USB/a.mp3`. Also
 * accepts what other tools write: `file:///`, `file://localhostC:/`, `//Users`, upper-case hex, spaces and letters that
 * are not encoded, and a plain path.
 *
 * Decodes percent signs once, so pass the attribute's value with its entities already decoded. Bytes that are not UTF-8
 * stay encoded. The Location of a streaming entry is returned unchanged.
 */
export function pathOfLocation(location: string, { platform = process.platform }: LocationOptions = {}): string {
  if (isStreamLocation(location)) return location;
  if (!FILE_URL.test(location)) return location;
  // a host other than localhost is the server of a share
  const isHosted = /^file:\/\/[^/]/i.test(location) && !/^file:\/\/localhost/i.test(location);
  const rest = percentDecode(location.replace(FILE_URL, isHosted ? '//' : ''));
  const drive = DRIVE.exec(rest);
  if (drive) return `${drive[1].toUpperCase()}:\\${windowsNames(rest.slice(drive[0].length + 1))}`;
  const server = SHARE.exec(rest)?.[1];
  if (server !== undefined && !POSIX_TOP.has(server.toLowerCase()) && (isHosted || platform === 'win32')) {
    return `\\\\${windowsNames(rest.slice(2))}`;
  }
  return rest.replace(/^\/+/, '/');
}

/**
 * Returns the Location that Rekordbox writes for an absolute path of any system. It keeps the path's case and Unicode
 * form. If the track came from a Rekordbox file, use its own Location instead.
 *
 * @throws {OptionError} for a relative path.
 */
export function locationOfPath(path: string): string {
  if (isStreamLocation(path)) return path;
  const normal = normalPath(path);
  const system = pathSystem(path);
  if (system === 'none') throw new OptionError(`path must be absolute, not ${JSON.stringify(path)}.`);
  if (system === 'posix') return PREFIX + percentEncode(normal);
  const names = normal.replace(/^\\\\[?.]\\/, '').replaceAll('\\', '/');
  return `${PREFIX}${names.startsWith('/') ? '' : '/'}${percentEncode(names)}`;
}

/**
 * Returns a key that is equal for all spellings of a Location, whatever their encoding, case or Unicode form. Use it
 * only to compare.
 */
export function locationKey(location: string, options: LocationOptions = {}): string {
  if (isStreamLocation(location)) return location.replace(FILE_URL, '').replace(/^\//, '').toLowerCase();
  return pathKey(pathOfLocation(location, options));
}

function windowsNames(path: string): string {
  return path.replaceAll('/', '\\');
}
