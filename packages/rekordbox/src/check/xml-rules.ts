import { isStreamLocation } from '../location/location.ts';
import { type CheckedElement, type CheckedTrack, decimalOf, shown, wholeOf } from './check-element.ts';
import type { CheckRule } from './check-rules.ts';
import type { FindingList, FindingPlace } from './finding-list.ts';
import { checkGrid } from './grid-rules.ts';
import { KeyNotations } from './key-notations.ts';
import { checkLocation } from './location-rules.ts';
import { checkMarks } from './mark-rules.ts';
import { PlaylistRules } from './playlist-rules.ts';
import type { ElementHandler } from './read-elements.ts';
import { checkText } from './text-rules.ts';
import { TrackIndex } from './track-index.ts';
import { checkTrackValues } from './track-rules.ts';

/** Elements of the format, by the element that contains them; '' contains the root. */
const CHILDREN: Readonly<Record<string, readonly string[]>> = {
  '': ['DJ_PLAYLISTS'],
  DJ_PLAYLISTS: ['PRODUCT', 'COLLECTION', 'PLAYLISTS'],
  COLLECTION: ['TRACK'],
  TRACK: ['TEMPO', 'POSITION_MARK'],
  PLAYLISTS: ['NODE'],
  NODE: ['NODE', 'TRACK'],
};
const ROOT = 'DJ_PLAYLISTS';
/** Most elements of a track that are looked at; a genuine one has 1,436. */
const MOST_CHILDREN = 20_000;
const START: FindingPlace = { line: 1, column: 1 };
/** First version with 16 pads. */
const NEW_PADS_VERSION = 7;

/** Applies all rules to the elements of a file, in order. Holds one track at a time, and the names of all. */
export class XmlRules implements ElementHandler {
  readonly #findings: FindingList;
  readonly #onTrack: (track: CheckedTrack) => void;
  readonly #index = new TrackIndex();
  readonly #keys = new KeyNotations();
  readonly #playlists: PlaylistRules;
  readonly #path: string[] = [];
  #track: (CheckedElement & { children: CheckedElement[] }) | undefined;
  #collection: CheckedElement | undefined;
  #isRekordbox = false;
  #hasPlaylists = false;
  #isFull = false;
  #analysed = 0;
  #tempos = 0;
  program: string | undefined;
  version: string | undefined;
  tracks = 0;
  streams = 0;

  /** @param onTrack Called with every track of the collection. */
  constructor(findings: FindingList, onTrack: (track: CheckedTrack) => void) {
    this.#findings = findings;
    this.#onTrack = onTrack;
    this.#playlists = new PlaylistRules(findings, this.#index);
  }

  /** Number of playlists so far. */
  get playlists(): number {
    return this.#playlists.count;
  }

  open(element: CheckedElement): void {
    const parent = this.#path.at(-1) ?? '';
    this.#path.push(element.name);
    if (element.name === ROOT && parent === '') this.#isRekordbox = true;
    const isKnown = this.#isRekordbox && (CHILDREN[parent]?.includes(element.name) ?? false);
    if (!isKnown) {
      this.#reportUnknown(element, parent);
      return;
    }
    const name = this.#track?.attributes.get('Name') ?? element.attributes.get('Name');
    checkText(element, (rule, place, found) => this.#findings.add(rule, place, found, name));
    if (parent === 'TRACK') this.#addChild(element);
    else if (element.name === 'TRACK' && parent === 'COLLECTION') this.#track = { ...element, children: [] };
    else if (element.name === 'TRACK') this.#playlists.addTrack(element);
    else if (element.name === 'NODE') this.#playlists.openNode(element);
    else this.#openPart(element);
  }

  byteOrderMark(): void {
    this.#findings.add('byte-order-mark', START, 'a byte order mark');
  }

  close(): void {
    const name = this.#path.pop();
    const parent = this.#path.at(-1);
    if (name === 'NODE') this.#playlists.closeNode();
    else if (name === 'TRACK' && parent === 'COLLECTION' && this.#track !== undefined) {
      this.#checkTrack(this.#track);
      this.#track = undefined;
    }
  }

  /** Checks what the whole file must have. */
  finish(): void {
    this.#playlists.finish();
    if (!this.#isRekordbox) return;
    const add = (rule: CheckRule, found: string, place: FindingPlace = this.#collection ?? START) =>
      this.#findings.add(rule, place, found);
    if (this.program === undefined) add('product-missing', 'no PRODUCT', START);
    if (!this.#hasPlaylists) add('playlists-missing', 'no PLAYLISTS', START);
    if (this.#collection === undefined) {
      add('collection-missing', 'no COLLECTION', START);
      return;
    }
    if (wholeOf(this.#collection, 'Entries') !== this.tracks) {
      add('collection-entries', `${shown(this.#collection, 'Entries')}, and ${this.tracks} tracks in the file`);
    }
    if (this.tracks === 0) add('collection-empty', 'no tracks');
    if (this.#analysed > 0 && this.#tempos === 0) add('no-grids', `no TEMPO in ${this.#analysed} analysed tracks`);
    const notations = this.#keys.mixed();
    if (notations !== undefined) add('key-notations', notations);
  }

  /** Keeps an element of a track; a hostile file could have millions. */
  #addChild(element: CheckedElement): void {
    const { children } = this.#track ?? {};
    if (children === undefined) return;
    if (children.length < MOST_CHILDREN) {
      children.push(element);
      this.#isFull = false;
      return;
    }
    if (!this.#isFull) this.#findings.add('track-too-large', element, `more than ${MOST_CHILDREN} elements`);
    this.#isFull = true;
  }

  #openPart(element: CheckedElement): void {
    if (element.name === ROOT) {
      if (element.attributes.get('Version') !== '1.0.0')
        this.#findings.add('file-version', element, shown(element, 'Version'));
    } else if (element.name === 'PRODUCT') {
      this.program = element.attributes.get('Name') ?? '';
      this.version = element.attributes.get('Version') ?? '';
    } else if (element.name === 'COLLECTION') this.#collection = element;
    else this.#hasPlaylists = true;
  }

  #reportUnknown(element: CheckedElement, parent: string): void {
    const name = this.#track?.attributes.get('Name');
    if (parent === '') this.#findings.add('not-rekordbox', element, `the element ${element.name}`);
    else if (!this.#isRekordbox) return;
    else if (Object.hasOwn(CHILDREN, parent) || parent === 'PRODUCT' || this.#path.at(-3) === 'TRACK') {
      this.#findings.add('unknown-element', element, `the element ${element.name} in ${parent}`, name);
    }
  }

  #checkTrack(track: CheckedTrack): void {
    this.tracks++;
    const name = track.attributes.get('Name') ?? '';
    const hasNewPads = Number.parseInt(this.version ?? '', 10) >= NEW_PADS_VERSION;
    const report = (rule: CheckRule, place: FindingPlace, found: string) => {
      if (rule === 'mark-new-pad' && hasNewPads) return;
      this.#findings.add(rule, place, found, name);
    };
    const isStream = isStreamLocation(track.attributes.get('Location') ?? '');
    if (isStream) this.streams++;
    this.#index.add(track, report);
    checkTrackValues(track, report, { isStream });
    checkLocation(track, report);
    checkGrid(track, report);
    checkMarks(track, report);
    this.#keys.add(track.attributes.get('Tonality') ?? '');
    if (Number(decimalOf(track, 'AverageBpm')) > 0) this.#analysed++;
    this.#tempos += track.children.reduce((sum, child) => sum + (child.name === 'TEMPO' ? 1 : 0), 0);
    this.#onTrack(track);
  }
}
