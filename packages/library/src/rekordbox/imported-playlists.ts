import { isStreamLocation } from '@rbassist/rekordbox';
import type { LibraryContext } from '../library-context.ts';
import { NamedTrackFinder } from '../playlists/named-track-finder.ts';
import type { UnresolvedReason } from '../playlists/resolve-playlist.ts';
import { matchPlaylists, onePlaylist } from './find-playlist.ts';
import { programName } from './new-record.ts';
import { type ImportedPlaylist, PlaylistStore } from './playlist-store.ts';

/** The imported playlists of a library, each file read once. */
export class ImportedPlaylists {
  readonly #store: PlaylistStore;
  #programs: readonly string[] | undefined;
  readonly #read = new Map<string, ImportedPlaylist[]>();

  constructor({ folder }: Pick<LibraryContext, 'folder'>) {
    this.#store = new PlaylistStore(folder);
  }

  /** Returns true if playlists of a program were imported. */
  async has(program: string): Promise<boolean> {
    return program !== '' && (await this.#all()).includes(programName(program));
  }

  /** Returns the playlists that a text names; of all programs unless one is given. */
  async named(text: string, program?: string): Promise<ImportedPlaylist[]> {
    return matchPlaylists(await this.#of(program), text);
  }

  /** Returns the one playlist that a text names. Throws as {@link onePlaylist}. */
  async one(text: string, program?: string): Promise<ImportedPlaylist> {
    const where = `the imported playlists${program === undefined ? '' : ` of ${program}`}`;
    return onePlaylist(await this.#of(program), text, where);
  }

  async #of(program: string | undefined): Promise<ImportedPlaylist[]> {
    const programs = program === undefined ? await this.#all() : [programName(program)];
    const lists: ImportedPlaylist[][] = [];
    for (const each of programs) {
      const known = this.#read.get(each) ?? (await this.#store.read(each));
      this.#read.set(each, known);
      lists.push(known);
    }
    return lists.flat();
  }

  async #all(): Promise<readonly string[]> {
    this.#programs ??= await this.#store.programs();
    return this.#programs;
  }
}

/** The library's tracks of a playlist. */
export interface ImportedTracks {
  /** In order, with repeats. */
  paths: string[];
  notFound: { name: string; reason: UnresolvedReason }[];
}

/** Finds the library's tracks of an imported playlist, also after files moved, or were scanned later. */
export function findImportedTracks(context: LibraryContext, { tracks }: ImportedPlaylist): ImportedTracks {
  const finder = new NamedTrackFinder(context);
  const paths: string[] = [];
  const notFound: ImportedTracks['notFound'] = [];
  for (const track of tracks) {
    const { path, ...names } = typeof track === 'string' ? { path: track } : track;
    const found = finder.find({ paths: [path], ...names });
    if (found.path !== undefined) paths.push(found.path);
    else notFound.push({ name: path, reason: isStreamLocation(path) ? 'stream' : found.reason });
  }
  return { paths, notFound };
}
