import { isCommonTitle, isEmptyTitle } from '../duplicates/empty-names.ts';
import { hasVersionWord, spelledNumber } from '../duplicates/version-words.ts';
import { foldName } from '../tracks/fold-name.ts';
import { searchWords } from '../tracks/search-words.ts';
import { artistKeys } from './artist-names.ts';

/** Names of a track, as its tags have them. */
export interface SongNames {
  artist?: string;
  title?: string;
}

const BRACKET = /\s*[([{]([^()[\]{}]*)(?:[)\]}]|$)\s*/gu;
const OPENS = /[([{]/;
/** Characters of a name. A longer text is none, and slow to read. */
const LONGEST_NAME = 500;
/** "Artist - Title", and "Title - Version". */
const DASHED_FIRST = /^(.*?\S)\s+-+\s+(\S.*)$/su;
const DASHED = /^(.*\S)\s+-+\s+(\S.*)$/su;
const TRACK_NUMBER = /^(?:\d{1,2}[.)] |\d{2} - |[a-h]\d \s*- )(?=.)/u;
/** A guest outside of brackets, up to the end of the title. */
const OPEN_GUEST = /\s(?:feat\. |prod\.? (?:by )?|w\/ ).*$/su;
const GUEST = /^(?:feat\. ?|with |w\/ ?|avec |con |mit )(.*)$/su;
/** A part of a work; two parts are two songs. */
const PART =
  /(?<![\p{L}\p{N}])(?:part|parts|pt|teil|partie|parte|pars|часть|chapter|kapitel|act|movement)[. ]*(\d+|[ivx]+|one|two|three|four)(?![\p{L}\p{N}])/gu;
/** Words in brackets that name a release or a version, besides the words of `hasVersionWord`. */
const RELEASE =
  /(?<![\p{L}\p{N}])(?:original|versions?|versi[oó]n|versione|vers[aã]o|version[eé]|versie|fassung|wersja|версия|ver|バージョン|版|버전|single|album|full|video|videoclip|clip|visuali[sz]er|lyrics?|audio|hd|hq|4k|bonus|deluxe|anniversary|edition|sessions?|soundtrack|ost|from|premiere|free (?:download|dl)|prod\.?|produced|remake|re-?recorded|rerecorded|vocal|sped|pitched|feat\.|bpm)(?![\p{L}\p{N}])|^(?:19|20)\d\d$/u;
/** Version names at the end of a title, not in brackets. Single words such as "live" or "club" may be of the title. */
const OPEN_VERSION =
  /\s(?:(?:(?:radio|extended|club|original|dub|vocal|instrumental|acoustic|album|single|short|long|full|main|clean|dirty|explicit|live|video|dance|dj)\s+)+(?:mix|edit|version|remix|cut|dub)|(?:\d{4}\s+)?(?:remaster(?:ed)?|remasterizado)(?:\s+(?:\d{4}|version))?|remix|rmx|ремикс|bootleg|acapella|acappella|vip(?:\s+mix)?|instrumental|unplugged)$/u;
const REMIXER =
  /^(.+?)(?:'s)?\s+(?:\S+\s+)?(?:remix|rmx|rework|refix|flip|bootleg|edit|re-?edit|mix|dub|vip|ремикс|リミックス|version)\b/u;
const REMIX_OF = /\b(?:remix|rmx|rework|edit|mix|version|cover|bootleg) of (.+)$/su;
/** Words before "mix" or "edit" that are no remixer. */
const NO_REMIXER =
  /^(?:the |dj |original|extended|radio|club|dub|vocal|instrumental|album|single|short|long|full|main|clean|dirty|live|acoustic|\d{4}|\d+ ?"|12|7|vip|intro|outro|re|video|dance|house|techno|ambient|deep|festival|mainstage|sunset|night|day|summer)+\s*$/u;

/**
 * Returns keys of the song that a track plays. Two tracks play versions of one song if they share a key: remixes,
 * edits, live, radio, club and instrumental versions, with or without a guest.
 *
 * A key is an artist and a title without its version. A remix has another key of its remixer, because some files name
 * the remixer as the artist. Returns no key if the artist or title is unknown or a placeholder, and for titles that
 * name no song, such as "Intro" or "Track 01".
 *
 * @param ownArtists Keys of the artist, if they are already known.
 */
export function songKeys({ artist, title }: SongNames, ownArtists: readonly string[] = artistKeys(artist)): string[] {
  let folded = foldName(title).replaceAll('_', ' ').replace(TRACK_NUMBER, '');
  if (folded === '' || folded.length > LONGEST_NAME || (artist?.length ?? 0) > LONGEST_NAME) return [];
  const artists = new Set(ownArtists);
  const dashed = folded.includes(' - ') ? DASHED_FIRST.exec(folded) : null;
  if (dashed) {
    // some programs store "Artist - Title" as the title
    const before = artistKeys(dashed[1]);
    if (before.length > 0 && (artists.size === 0 || before.every((key) => artists.has(key)))) {
      for (const key of before) artists.add(key);
      folded = dashed[2];
    }
  }
  const parts =
    folded.match(PART) === null
      ? ''
      : [...folded.matchAll(PART)].map(([, number]) => spelledNumber(number) ?? Number(number)).join(' ');
  const remixers = new Set<string>();
  const readVersion = (text: string) => {
    const guests = GUEST.exec(text)?.[1];
    const original = REMIX_OF.exec(text)?.[1];
    for (const key of [...artistKeys(guests), ...artistKeys(original)]) artists.add(key);
    const remixer = REMIXER.exec(text)?.[1];
    if (remixer !== undefined && !NO_REMIXER.test(remixer)) for (const key of artistKeys(remixer)) remixers.add(key);
  };
  const name = withoutVersions(folded, readVersion).replace(PART, ' ');
  if (isEmptyTitle(name) || isCommonTitle(name)) return [];
  const words = searchWords(name).trim();
  if (words === '') return [];
  const song = parts === '' ? words : `${words}\n${parts}`;
  return [...[...artists].map((key) => `${key}\n${song}`), ...[...remixers].map((key) => `${key}\n\n${song}`)];
}

/** Removes the names of versions and guests from a folded title, and reports each. */
function withoutVersions(folded: string, found: (version: string) => void): string {
  let name = folded;
  if (OPENS.test(name)) {
    name = name.replace(BRACKET, (bracket, text: string, at: number) => {
      const inside = text.trim();
      // a title may begin with brackets: "(I Can't Get No) Satisfaction"
      if (at === 0 && bracket.length < name.length && !isGuest(inside)) return ` ${inside} `;
      if (!isVersion(inside)) return ` ${inside} `;
      found(inside);
      return ' ';
    });
  }
  const guest = OPEN_GUEST.exec(name);
  if (guest && guest.index > 0) {
    found(guest[0].trim().split(/\s-+\s/u)[0]);
    const rest = /\s-+\s.*$/su.exec(guest[0])?.[0] ?? '';
    name = name.slice(0, guest.index) + rest;
  }
  for (let dashed = DASHED.exec(name); dashed && isVersion(dashed[2]); dashed = DASHED.exec(name)) {
    found(dashed[2].trim());
    name = dashed[1];
  }
  name = name.trim();
  for (let open = OPEN_VERSION.exec(name); open && open.index > 0; open = OPEN_VERSION.exec(name)) {
    name = name.slice(0, open.index).trim();
  }
  return name.replace(/\s-*$/u, '').trim();
}

function isGuest(text: string): boolean {
  return GUEST.test(text);
}

function isVersion(text: string): boolean {
  return text === '' || isGuest(text) || RELEASE.test(text) || hasVersionWord(text);
}
