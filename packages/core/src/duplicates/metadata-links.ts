import { foldName } from '../tracks/fold-name.ts';
import { isCommonTitle, isEmptyAlbum, isEmptyArtist, isEmptyTitle } from './empty-names.ts';
import { NO_VERSION, namesOtherVersion, type VersionNames } from './version-words.ts';

/** Names and length of a file. */
export interface NamedTrack extends VersionNames {
  durationS?: number;
}

const EMPTY_BRACKETS = /[([]\s*[)\]]| -\s*$/gu;
const BRACKETED_GUEST = /[([](feat\. [^)\]]+)[)\]]/gu;
const EDITION = /[([](?:(?:super )?deluxe|special|limited|expanded|bonus tracks?)(?: (?:edition|version))?[)\]]/gu;
const ARTICLE = /^the (?=.)|, the$/u;
const SEPARATOR = /\s*(?:[,;/&+]|\sand\s)\s*/gu;
const LATIN_ACCENTS = /(\p{sc=Latin})\p{M}+/gu;

/**
 * Returns a key of artist and title that copies share; undefined if either is a placeholder such as "Track 01". Besides
 * the spellings that `foldName` folds, it ignores accents of the artist, "The", "&" for "and", "Original Mix", and
 * brackets around a guest. A title that many albums have, such as "Intro", adds the album to the key.
 */
export function metadataKey(track: Pick<NamedTrack, 'artist' | 'title' | 'album'>): string | undefined {
  const artist = foldName(track.artist);
  const title = foldName(track.title);
  const album = foldName(track.album);
  if (isEmptyArtist(artist) || isEmptyTitle(title)) return undefined;
  const names = [artistKey(artist), titleKey(title)];
  if (!isCommonTitle(title)) return names.join('\n');
  return isEmptyAlbum(album) ? undefined : [...names, albumKey(album)].join('\n');
}

function artistKey(folded: string): string {
  const plain = folded.normalize('NFD').replace(LATIN_ACCENTS, '$1').normalize('NFC');
  return plain.replace(ARTICLE, '').replace(SEPARATOR, ' & ');
}

/** Keeps accents, because they distinguish words. */
function titleKey(folded: string): string {
  const named = folded.replace(NO_VERSION, ' ').replace(EMPTY_BRACKETS, ' ').replace(BRACKETED_GUEST, '$1');
  return named.replace(/ +/g, ' ').trim() || folded;
}

function albumKey(folded: string): string {
  return folded.replace(EDITION, '').trim() || folded;
}

/**
 * Links tracks with the same artist and title if their lengths differ by `toleranceS` seconds or less; an unknown
 * length gives no links. Linked tracks may still differ in album or version: see {@link isNamedAlike}.
 *
 * @returns pairs of indexes in `tracks`. Each is linked to the next shorter one only, so n copies give n - 1 links.
 */
export function metadataLinks(tracks: readonly NamedTrack[], toleranceS: number): [number, number][] {
  const byName = new Map<string, number[]>();
  for (const [index, track] of tracks.entries()) {
    const key = metadataKey(track);
    if (key === undefined || !isDuration(track.durationS)) continue;
    const same = byName.get(key);
    if (same) same.push(index);
    else byName.set(key, [index]);
  }
  const links: [number, number][] = [];
  for (const same of byName.values()) {
    const durationOf = (index: number) => tracks[index].durationS ?? 0;
    same.sort((a, b) => durationOf(a) - durationOf(b) || a - b);
    for (let i = 1; i < same.length; i++) {
      if (durationOf(same[i]) - durationOf(same[i - 1]) <= toleranceS) links.push([same[i - 1], same[i]]);
    }
  }
  return links;
}

/**
 * Returns true if two files have the same artist, title, length and version, and their albums do not differ. A
 * recording on another album may be live or a remaster. An unknown album matches any album.
 */
export function isNamedAlike(a: NamedTrack, b: NamedTrack, toleranceS: number): boolean {
  const key = metadataKey(a);
  const named = [a, b].map(({ album }) => foldName(album)).filter((album) => !isEmptyAlbum(album));
  const albums = new Set(named.map(albumKey));
  const hasSameNames = key !== undefined && key === metadataKey(b) && albums.size < 2;
  return hasSameNames && isAsLong(a, b, toleranceS) && !namesOtherVersion(a, b);
}

/** Returns true if both lengths are known and differ by `toleranceS` seconds or less. */
export function isAsLong(a: NamedTrack, b: NamedTrack, toleranceS: number): boolean {
  return isDuration(a.durationS) && isDuration(b.durationS) && Math.abs(a.durationS - b.durationS) <= toleranceS;
}

function isDuration(seconds: number | undefined): seconds is number {
  return seconds !== undefined && Number.isFinite(seconds) && seconds > 0;
}
