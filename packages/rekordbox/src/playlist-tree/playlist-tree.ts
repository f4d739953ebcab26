import type { DjPlaylist } from '../model/dj-track.ts';
import { cleanAttribute } from '../text/clean-attribute.ts';
import { folderNode, playlistNode } from '../xml/write-rekordbox-xml.ts';
import type { XmlElement } from '../xml/xml-element.ts';

/** Deepest folder; Rekordbox's own lists go to 9. */
const DEEPEST = 16;
const UNNAMED = 'Untitled';

interface Folder {
  name: string;
  /** Folders and playlists in the order in which they were added. */
  nodes: (Folder | Playlist)[];
  folders: Map<string, Folder>;
  /** Number of the last playlist of each name. */
  playlistNumbers: Map<string, number>;
}

interface Playlist {
  name: string;
  trackIds: readonly string[];
}

/**
 * Returns the nodes of a playlist tree. Folders of one name at one level are one. A second playlist of a name gets
 * a number, since Rekordbox never has two.
 *
 * @param playlists Playlists; their `trackIds` are TrackIDs of the file.
 */
export function playlistTree(playlists: readonly DjPlaylist[]): XmlElement[] {
  const root = newFolder('ROOT');
  for (const { folders, name, trackIds } of playlists) {
    let folder = root;
    for (const each of folders.slice(0, DEEPEST)) folder = folderIn(folder, nodeName(each));
    const unique = uniqueName(nodeName(name), folder.playlistNumbers);
    folder.nodes.push({ name: unique, trackIds });
  }
  return nodesOf(root);
}

function newFolder(name: string): Folder {
  return { name, nodes: [], folders: new Map(), playlistNumbers: new Map() };
}

function folderIn(parent: Folder, name: string): Folder {
  const known = parent.folders.get(nameKey(name));
  if (known) return known;
  const folder = newFolder(name);
  parent.folders.set(nameKey(name), folder);
  parent.nodes.push(folder);
  return folder;
}

/** Adds a number to a name that is taken. Continues from the last number, since a file may repeat a name endlessly. */
function uniqueName(name: string, numbers: Map<string, number>): string {
  const key = nameKey(name);
  let number = numbers.get(key) ?? 0;
  let unique = name;
  do {
    number++;
    if (number > 1) unique = `${name} (${number})`;
  } while (number > 1 && numbers.has(nameKey(unique)));
  numbers.set(key, number);
  if (number > 1) numbers.set(nameKey(unique), 1);
  return unique;
}

function nodeName(text: string): string {
  return cleanAttribute(text).trim() || UNNAMED;
}

function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function nodesOf({ nodes }: Folder): XmlElement[] {
  return nodes.map((node) =>
    'nodes' in node ? folderNode(node.name, nodesOf(node)) : playlistNode(node.name, node.trackIds),
  );
}
