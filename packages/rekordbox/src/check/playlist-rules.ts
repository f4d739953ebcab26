import { FOLDER_TYPE, LOCATION_KEYS, PLAYLIST_TYPE, TRACK_ID_KEYS } from '../xml/rekordbox-items.ts';
import { type CheckedElement, shown, wholeOf } from './check-element.ts';
import type { FindingList } from './finding-list.ts';
import type { TrackIndex } from './track-index.ts';

/** Levels of folders in genuine files. */
const DEEPEST = 9;
/** Keys whose track may come later in the file. More are not looked up. */
const MOST_PENDING = 1_000_000;

interface OpenNode {
  element: CheckedElement;
  children: number;
  /** Kind and name of each child. */
  names: Set<string>;
  hasWrongKey: boolean;
}

interface PendingKey {
  place: { line: number; column: number };
  name: string;
  key: string;
  byLocation: boolean;
}

/** Checks the tree of playlists, element by element. */
export class PlaylistRules {
  readonly #findings: FindingList;
  readonly #tracks: TrackIndex;
  readonly #open: OpenNode[] = [];
  #pending: PendingKey[] = [];
  /** Number of playlists so far. */
  count = 0;
  hasRoot = false;

  constructor(findings: FindingList, tracks: TrackIndex) {
    this.#findings = findings;
    this.#tracks = tracks;
  }

  openNode(element: CheckedElement): void {
    const parent = this.#open.at(-1);
    const type = element.attributes.get('Type') ?? '';
    const name = element.attributes.get('Name') ?? '';
    if (parent === undefined) this.hasRoot = true;
    else this.#checkName(parent, element, type, name);
    if (type !== FOLDER_TYPE && type !== PLAYLIST_TYPE) this.#add('node-type', element, shown(element, 'Type'));
    if (type === PLAYLIST_TYPE) this.count++;
    // the root is no folder of the user
    if (type === FOLDER_TYPE && this.#open.length === DEEPEST + 1)
      this.#add('node-depth', element, `folder ${this.#open.length} levels down`);
    this.#open.push({ element, children: 0, names: new Set(), hasWrongKey: false });
  }

  closeNode(): void {
    const node = this.#open.pop();
    if (node === undefined) return;
    const isPlaylist = node.element.attributes.get('Type') === PLAYLIST_TYPE;
    const attribute = isPlaylist ? 'Entries' : 'Count';
    if (wholeOf(node.element, attribute) === node.children) return;
    const found = `${shown(node.element, attribute)}, and ${node.children} in the file`;
    this.#add(isPlaylist ? 'playlist-entries' : 'folder-count', node.element, found);
  }

  /** Checks a track of a playlist. */
  addTrack(element: CheckedElement): void {
    const node = this.#open.at(-1);
    if (node === undefined) return;
    node.children++;
    const keyType = node.element.attributes.get('KeyType') ?? '';
    const key = element.attributes.get('Key') ?? '';
    const byLocation = keyType === LOCATION_KEYS;
    const fits = byLocation ? /[:/]/.test(key) : keyType === TRACK_ID_KEYS && /^\d+$/.test(key);
    if (!fits) {
      if (!node.hasWrongKey)
        this.#add('playlist-key-type', element, `${shown(element, 'Key')}, with ${shown(node.element, 'KeyType')}`);
      node.hasWrongKey = true;
      return;
    }
    if (byLocation ? this.#tracks.hasLocation(key) : this.#tracks.hasId(key)) return;
    if (this.#pending.length >= MOST_PENDING) return;
    const { line, column } = element;
    this.#pending.push({ place: { line, column }, name: node.element.attributes.get('Name') ?? '', key, byLocation });
  }

  /** Reports the keys without a track, after the last track. */
  finish(): void {
    for (const { place, name, key, byLocation } of this.#pending) {
      const isKnown = byLocation ? this.#tracks.hasLocation(key) : this.#tracks.hasId(key);
      if (!isKnown) this.#findings.add('playlist-key-dangling', place, `Key "${key}"`, name);
    }
    this.#pending = [];
  }

  #checkName(parent: OpenNode, element: CheckedElement, type: string, name: string): void {
    parent.children++;
    if (name === '') this.#add('node-name', element, shown(element, 'Name'));
    const twin = `${type}:${name}`;
    if (parent.names.has(twin))
      this.#add('node-name-twice', element, `another ${type === FOLDER_TYPE ? 'folder' : 'playlist'} of this name`);
    parent.names.add(twin);
  }

  #add(rule: Parameters<FindingList['add']>[0], element: CheckedElement, found: string): void {
    const name = element.attributes.get('Name') ?? this.#open.at(-1)?.element.attributes.get('Name');
    this.#findings.add(rule, element, found, name);
  }
}
