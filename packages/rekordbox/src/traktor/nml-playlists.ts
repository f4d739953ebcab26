import { createHash } from 'node:crypto';
import type { DjPlaylist } from '../model/dj-track.ts';
import { nmlElement, nmlTag } from './nml-element.ts';

interface Folder {
  folders: Map<string, Folder>;
  playlists: DjPlaylist[];
}

const newFolder = (): Folder => ({ folders: new Map(), playlists: [] });
const UUID_DIGITS = 32;

/** Formats the tree of playlists. `keyOf` returns the key of a track; undefined leaves the entry out. */
export function* nmlPlaylists(
  playlists: readonly DjPlaylist[],
  keyOf: (trackId: string) => string | undefined,
): Generator<string> {
  const root = newFolder();
  for (const playlist of playlists) {
    let folder = root;
    for (const name of playlist.folders) {
      const below = folder.folders.get(name) ?? newFolder();
      folder.folders.set(name, below);
      folder = below;
    }
    folder.playlists.push(playlist);
  }
  yield nmlTag('PLAYLISTS');
  yield* nodes('$ROOT', root, keyOf);
  yield '</PLAYLISTS>\n';
}

function* nodes(name: string, folder: Folder, keyOf: (trackId: string) => string | undefined): Generator<string> {
  yield nmlTag('NODE', { TYPE: 'FOLDER', NAME: name });
  yield nmlTag('SUBNODES', { COUNT: folder.folders.size + folder.playlists.length });
  for (const [below, content] of folder.folders) yield* nodes(below, content, keyOf);
  for (const playlist of folder.playlists) {
    const keys = playlist.trackIds.map(keyOf).filter((key) => key !== undefined);
    yield nmlTag('NODE', { TYPE: 'PLAYLIST', NAME: playlist.name });
    yield nmlTag('PLAYLIST', { ENTRIES: keys.length, TYPE: 'LIST', UUID: uuidOf(playlist) });
    for (const KEY of keys) yield nmlElement('ENTRY', {}, nmlElement('PRIMARYKEY', { TYPE: 'TRACK', KEY }));
    yield '</PLAYLIST>\n</NODE>\n';
  }
  yield '</SUBNODES>\n</NODE>\n';
}

/** Returns the same identifier for the same playlist each time, so that equal input gives an equal file. */
function uuidOf({ folders, name }: DjPlaylist): string {
  const path = JSON.stringify([...folders, name]);
  return createHash('sha256').update(path).digest('hex').slice(0, UUID_DIGITS);
}
