import type { DjPlaylist } from '../model/dj-track.ts';
import { cleanAttribute } from '../text/clean-attribute.ts';
import { folderNode, playlistNode } from '../xml/write-rekordbox-xml.ts';
import type { XmlElement } from '../xml/xml-element.ts';

/** Deepest folder; Rekordbox' own lists go to 9. */
const DEEPEST = 16;
const UNNAMED = 'Untitled';

interface Folder {
  name: string;
  /** Folders and playlists in the order in which they were added. */
  nodes: (Folder | Playlist)[];
  folders: Map<string, Folder>;
  /** Numbers that the last playlists of a name got. */
  playlistNames: Map<string, number>;
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
    const unique = uniqueName(nodeName(name), folder.playlistNames);
    folder.nodes.push({ name: unique, trackIds });
  }
  return nodesOf(root);
}

function newFolder(name: string): Folder {
  return { name, nodes: [], folders: new Map(), playlistNames: new Map() };
}

function folderIn(parent: Folder, name: string): Folder {
  const known = parent.folders.get(nameKey(name));
  if (known) return known;
  const folder = newFolder(name);
  parent.folders.set(nameKey(name), folder);
  parent.nodes.push(folder);
  return folder;
}

function uniqueName(name: string, taken: Map<string, number>): string {
  const last = taken.get(nameKey(name));
  if (last === undefined) {
    taken.set(nameKey(name), 1);
    return name;
  }
  let number = last + 1;
  while (taken.has(nameKey(`${name} (${number})`))) number++;
  taken.set(nameKey(name), number);
  taken.set(nameKey(`${name} (${number})`), 1);
  return `${name} (${number})`;
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
