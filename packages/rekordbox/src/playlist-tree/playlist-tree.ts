import type { DjPlaylist } from '../model/dj-track.ts';
import { cleanAttribute } from '../text/clean-attribute.ts';
import { type XmlElement, xmlElement } from '../xml/xml-element.ts';

/** Deepest folder; Rekordbox' own lists go to 9. */
const DEEPEST = 16;
const UNNAMED = 'Untitled';

interface Folder {
  name: string;
  /** Folders and playlists in the order in which they were added. */
  nodes: (Folder | Playlist)[];
  folders: Map<string, Folder>;
  playlistNames: Set<string>;
}

interface Playlist {
  name: string;
  trackIds: readonly string[];
}

/**
 * Returns the ROOT node of a playlist tree. Folders of one name at one level are one. A second playlist of a name gets
 * a number, since Rekordbox never has two.
 *
 * @param playlists Playlists; their `trackIds` are TrackIDs of the file.
 */
export function playlistTree(playlists: readonly DjPlaylist[]): XmlElement {
  const root = newFolder('ROOT');
  for (const { folders, name, trackIds } of playlists) {
    let folder = root;
    for (const each of folders.slice(0, DEEPEST)) folder = folderIn(folder, nodeName(each));
    const unique = uniqueName(nodeName(name), folder.playlistNames);
    folder.nodes.push({ name: unique, trackIds });
  }
  return folderNode(root, true);
}

function newFolder(name: string): Folder {
  return { name, nodes: [], folders: new Map(), playlistNames: new Set() };
}

function folderIn(parent: Folder, name: string): Folder {
  const known = parent.folders.get(nameKey(name));
  if (known) return known;
  const folder = newFolder(name);
  parent.folders.set(nameKey(name), folder);
  parent.nodes.push(folder);
  return folder;
}

function uniqueName(name: string, taken: Set<string>): string {
  let unique = name;
  for (let number = 2; taken.has(nameKey(unique)); number++) unique = `${name} (${number})`;
  taken.add(nameKey(unique));
  return unique;
}

function nodeName(text: string): string {
  return cleanAttribute(text).trim() || UNNAMED;
}

function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function folderNode({ name, nodes }: Folder, isRoot = false): XmlElement {
  const children = nodes.map((node) => ('nodes' in node ? folderNode(node) : playlistNode(node)));
  // Rekordbox writes the type of the root first
  const attributes = isRoot ? { Type: '0', Name: name } : { Name: name, Type: '0' };
  return xmlElement('NODE', { ...attributes, Count: String(children.length) }, children);
}

function playlistNode({ name, trackIds }: Playlist): XmlElement {
  const tracks = trackIds.map((id) => xmlElement('TRACK', { Key: id }));
  return xmlElement('NODE', { Name: name, Type: '1', KeyType: '0', Entries: String(trackIds.length) }, tracks);
}
