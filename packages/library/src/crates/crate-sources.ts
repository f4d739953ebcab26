import { stat } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { artistKeys, fileStem, foldPlain, NotFoundError, OptionError, optionRules, requireRule } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { isPresent } from '../mix/is-present.ts';
import { readPlaylist } from '../playlists/read-playlist.ts';
import { resolvePlaylist, type UnresolvedReason } from '../playlists/resolve-playlist.ts';
import { bestMatch, closestNames, findSeed, notFound } from '../recommend/find-seed.ts';
import { playlistPath } from '../rekordbox/find-playlist.ts';
import { findImportedTracks, ImportedPlaylists } from '../rekordbox/imported-playlists.ts';
import type { ImportedPlaylist } from '../rekordbox/playlist-store.ts';
import { nameKey } from '../sets/set-names.ts';
import type { SetStore } from '../sets/set-store.ts';
import { findSetTracks } from '../sets/set-view.ts';

/** A text that names tracks, and what it means. */
export interface CrateSource {
  text: string;
  kind: 'playlist' | 'set' | 'tag' | 'artist' | 'track';
  /** Name of the set, tag, artist or track; for a playlist, its folders and name, or its file without the ending. */
  name: string;
  /** The library's tracks, without repeats: of a playlist or set in their order, of others by path. */
  paths: string[];
  /** Entries of a playlist or set that the library has no track for. */
  notFound: { name: string; reason: UnresolvedReason }[];
}

type Kind = CrateSource['kind'];

/** Kinds of texts that list tracks to keep or to add. */
export const MEMBER_KINDS = ['playlist', 'set', 'tag', 'track'] as const;
/** Kinds of texts that list tracks to leave out. */
export const EXCLUDED_KINDS = [...MEMBER_KINDS, 'artist'] as const;

const PLAYLIST_ENDINGS: readonly string[] = ['.m3u', '.m3u8'];
const PREFIXED = /^(tag|set|artist|track|playlist):(.+)$/is;
/** Program and playlist, e.g. "rekordbox:Sets/Friday". A drive of Windows has one letter. */
export const OF_PROGRAM = /^([^:\\/]{2,}):(.+)$/s;

/** Finds the tracks that texts mean. Reads the names of tags, artists and sets once. */
export class CrateSources {
  readonly #context: LibraryContext;
  readonly #sets: SetStore;
  readonly #imported: ImportedPlaylists;
  #setNames: readonly string[] | undefined;
  #tags: NamedPaths | undefined;
  #artists: NamedPaths | undefined;

  constructor(context: LibraryContext) {
    this.#context = context;
    this.#sets = context.sets;
    this.#imported = new ImportedPlaylists(context);
  }

  /**
   * Finds the tracks of a text: a playlist file, an imported playlist, a saved set, a tag, an artist if `kinds` has it,
   * or a track. A prefix, such as "tag:" or the name of a program, says which.
   *
   * @throws {NotFoundError} with the closest names if nothing matches.
   * @throws {OptionError} for a blank text, one that means several things, or a playlist that can't be read.
   */
  async find(text: string, kinds: readonly Kind[], option = 'crate'): Promise<CrateSource> {
    requireRule(option, text, optionRules.text);
    if (text.trim() === '') throw new OptionError(`The ${option} is blank.`, { option });
    const [, prefix, rest] = PREFIXED.exec(text) ?? [];
    const kind = prefix?.toLowerCase() as Kind | undefined;
    // "C:\set:1.mp3" and a file called "tag:x.mp3" are tracks
    if (kind !== undefined && kinds.includes(kind)) return this.#ofKind(kind, rest.trim(), text);
    const [, program = '', name = ''] = OF_PROGRAM.exec(text) ?? [];
    if (kinds.includes('playlist') && (await this.#imported.has(program))) {
      return this.#importedPlaylist(await this.#imported.one(name.trim(), program), text);
    }
    if (kinds.includes('playlist') && (await isPlaylistFile(text))) return this.#playlist(text, text);
    const meanings = await this.#meanings(text, kinds);
    if (meanings.length > 1) {
      const listed = meanings.map((meaning) => `"${meaning}:${text}"`);
      throw new OptionError(`"${text}" means several things. Write ${listed.join(' or ')}.`);
    }
    return this.#ofKind(meanings[0] ?? 'track', text, text, kinds);
  }

  /**
   * Finds the tracks of several texts, and warns about entries of playlists and sets that the library has no track for.
   * Throws as {@link find}.
   */
  async findAll(texts: readonly string[], kinds: readonly Kind[], name?: string): Promise<CrateSource[]> {
    const sources: CrateSource[] = [];
    for (const text of texts) sources.push(await this.find(text, kinds, name));
    for (const source of sources) warnOfMissing(this.#context, source);
    return sources;
  }

  /** Lists the kinds for which this exact name exists. */
  async #meanings(text: string, kinds: readonly Kind[]): Promise<Kind[]> {
    const found: Kind[] = [];
    if (kinds.includes('playlist') && (await this.#imported.named(text)).length > 0) found.push('playlist');
    if (kinds.includes('set') && (await this.#setName(text)) !== undefined) found.push('set');
    if (kinds.includes('tag') && this.#tagPaths.has(foldPlain(text))) found.push('tag');
    if (kinds.includes('artist') && artistKeys(text).some((key) => this.#artistPaths.has(key))) found.push('artist');
    return found;
  }

  #ofKind(kind: Kind, name: string, text: string, kinds: readonly Kind[] = [kind]): Promise<CrateSource> | CrateSource {
    switch (kind) {
      case 'playlist':
        return this.#playlist(name, text);
      case 'set':
        return this.#set(name, text);
      case 'tag':
        return this.#tag(name, text);
      case 'artist':
        return this.#artist(name, text);
      case 'track':
        return this.#track(name, text, kinds);
    }
  }

  async #playlist(file: string, text: string): Promise<CrateSource> {
    if (!(await isPlaylistFile(file)) && (await this.#imported.named(file)).length > 0) {
      return this.#importedPlaylist(await this.#imported.one(file), text);
    }
    const playlist = await resolvePlaylist(this.#context, await readPlaylist(file));
    const notFound = playlist.notFound.map(({ entry, reason }) => ({
      // a path to scan, since the playlist may be in another folder
      name: reason === 'not-scanned' ? entry.path : entry.location,
      reason,
    }));
    const paths = [...new Set(playlist.tracks.map(({ path }) => path))];
    return { text, kind: 'playlist', name: fileStem(playlist.path), paths, notFound };
  }

  #importedPlaylist(playlist: ImportedPlaylist, text: string): CrateSource {
    const { paths, notFound } = findImportedTracks(this.#context, playlist);
    return { text, kind: 'playlist', name: playlistPath(playlist), paths: [...new Set(paths)], notFound };
  }

  async #set(name: string, text: string): Promise<CrateSource> {
    const set = await this.#sets.read(name);
    const source: CrateSource = { text, kind: 'set', name: set.name, paths: [], notFound: [] };
    const paths = new Set<string>();
    for (const { path, track } of findSetTracks(this.#context, set.tracks)) {
      if (track === undefined) source.notFound.push({ name: path, reason: 'not-found' });
      else paths.add(track.path);
    }
    source.paths.push(...paths);
    return source;
  }

  async #tag(name: string, text: string): Promise<CrateSource> {
    const found = this.#tagPaths.get(foldPlain(name));
    if (found) return { text, kind: 'tag', name: found.name, paths: found.paths, notFound: [] };
    const names = [...this.#tagPaths.values()].map((tag) => tag.name);
    throw await notFoundError(`No track has the tag "${name}".`, name, names);
  }

  async #artist(name: string, text: string): Promise<CrateSource> {
    const artists = artistKeys(name).flatMap((key) => this.#artistPaths.get(key) ?? []);
    const paths = [...new Set(artists.flatMap((artist) => artist.paths))].sort();
    if (artists.length > 0) return { text, kind: 'artist', name: artists[0].name, paths, notFound: [] };
    const names = [...this.#artistPaths.values()].map((artist) => artist.name);
    throw await notFoundError(`No track is by "${name}".`, name, names);
  }

  async #track(name: string, text: string, kinds: readonly Kind[]): Promise<CrateSource> {
    try {
      const path = bestMatch(this.#context, name, await findSeed(this.#context, name, 'track'));
      return { text, kind: 'track', name: path, paths: [path], notFound: [] };
    } catch (error) {
      const isUnknown = error instanceof NotFoundError && error.remedies.length === 0 && kinds.length > 1;
      throw isUnknown ? await this.#unknown(name, kinds, error.suggestions) : error;
    }
  }

  async #unknown(name: string, kinds: readonly Kind[], tracks: readonly string[]): Promise<NotFoundError> {
    const others = [
      ...(kinds.includes('set') ? await this.#allSets() : []),
      ...(kinds.includes('tag') ? [...this.#tagPaths.values()].map((tag) => tag.name) : []),
      ...(kinds.includes('artist') ? [...this.#artistPaths.values()].map((artist) => artist.name) : []),
    ];
    const words = kinds
      .filter((kind) => kind !== 'playlist')
      .join(', ')
      .replace(/, (\w+)$/, ' or $1');
    return notFoundError(`No ${words} matches "${name}".`, name, [...others, ...tracks]);
  }

  async #setName(text: string): Promise<string | undefined> {
    const key = nameKey(text.trim());
    return (await this.#allSets()).find((name) => nameKey(name) === key);
  }

  async #allSets(): Promise<readonly string[]> {
    this.#setNames ??= (await this.#sets.list()).map(({ name }) => name);
    return this.#setNames;
  }

  get #tagPaths(): NamedPaths {
    const fold = once(foldPlain);
    this.#tags ??= this.#group(({ tags }) => tags.map((tag) => [fold(tag), tag] as const));
    return this.#tags;
  }

  get #artistPaths(): NamedPaths {
    const keysOf = once(artistKeys);
    this.#artists ??= this.#group(({ artist = '' }) => keysOf(artist).map((key) => [key, artist] as const));
    return this.#artists;
  }

  /** Groups the tracks whose files are there by names, each with a key that all its spellings share. */
  #group(namesOf: (track: LibraryContext['mixTracks']['all'][number]) => (readonly [string, string])[]): NamedPaths {
    const groups: NamedPaths = new Map();
    const present = this.#context.mixTracks.all.filter(isPresent);
    for (const track of present.sort((a, b) => (a.path < b.path ? -1 : 1))) {
      for (const [key, name] of namesOf(track)) {
        const known = groups.get(key);
        if (known === undefined) groups.set(key, { name, paths: [track.path] });
        else if (known.paths.at(-1) !== track.path) known.paths.push(track.path);
      }
    }
    return groups;
  }
}

/** See `Library.crateOfSet`. */
export async function crateOfSet(context: LibraryContext, name: string): Promise<CrateSource> {
  requireRule('set', name, optionRules.text);
  await context.refresh();
  return new CrateSources(context).find(`set:${name}`, ['set']);
}

function warnOfMissing({ warn }: LibraryContext, { text, paths, notFound }: CrateSource): void {
  if (notFound.length === 0) return;
  const all = paths.length + notFound.length;
  warn(`The library does not have ${notFound.length} of the ${all} tracks of "${text}", such as ${notFound[0].name}.`);
}

/** Derives a value from each different text once: a library has few tags and artists, and many tracks. */
function once<Value>(derive: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = derive(text);
    known.set(text, value);
    return value;
  };
}

type NamedPaths = Map<string, { name: string; paths: string[] }>;

/** Returns true for a text that names a playlist file, also a missing one. */
export async function isPlaylistFile(text: string): Promise<boolean> {
  if (!PLAYLIST_ENDINGS.includes(extname(text).toLowerCase())) return false;
  return stat(resolve(text)).then(
    () => true,
    // a missing playlist is said to be missing, unless a set has that name
    () => /[\\/]/.test(text) || extname(text) !== '',
  );
}

async function notFoundError(message: string, text: string, names: readonly string[]): Promise<NotFoundError> {
  return notFound(message, await closestNames(text, new Set(names)));
}
