import { locationKey } from '../location/location.ts';
import type { DjCollection, DjEntry } from '../model/dj-track.ts';
import type { XmlItem, XmlReadOptions } from './read-items.ts';
import { foldersOf, LOCATION_KEYS, readRekordboxBatches } from './rekordbox-items.ts';
import { readTrack, TrackParts } from './track-values.ts';
import type { XmlElement } from './xml-element.ts';
import { sourceName, type XmlSource } from './xml-source.ts';
import { wholeOf } from './xml-values.ts';

/** Maximum number of warnings of one kind that are reported one by one. */
const WARNINGS_PER_KIND = 20;
/** Most characters of a value in a message. */
const MOST_CHARACTERS = 80;

/**
 * Reads a Rekordbox XML file track by track, at bounded memory. Times are in Rekordbox's clock; in a file of the Python
 * rbassist, in that of the samples.
 *
 * Counts that are wrong and playlists with unknown tracks occur in files that people edited. They give a `warning` with
 * the line, never an error.
 *
 * @throws {XmlError} with line and column, if the file is malformed or is not a Rekordbox file.
 * @throws {OptionError} that names the file, if it can't be read.
 */
export async function* readRekordboxXml(source: XmlSource, options: XmlReadOptions = {}): DjCollection {
  const reader = new CollectionReader(sourceName(source));
  for await (const items of readRekordboxBatches(source, options, (...element) => reader.take(...element))) {
    for (const item of items) yield* reader.entriesOf(item);
  }
  yield* reader.end();
}

/** Translates items into entries. Exists once for each file. */
class CollectionReader {
  readonly #path: string;
  readonly #ids = new Set<string>();
  /** Identifiers by location key, for playlists that name locations. Filled when the first such playlist arrives. */
  #idsByLocation: Map<string, string> | undefined;
  readonly #locations: string[] = [];
  readonly #warnings = new Map<string, number>();
  #pending: DjEntry[] = [];
  /** Playlists before the collection, which some tools write. */
  #early: { element: XmlElement; folders: string[] }[] = [];
  #hasCollection = false;
  #hasSource = false;
  readonly #partsByTrack = new WeakMap<XmlElement, TrackParts>();
  #partsOf: XmlElement | undefined;
  #parts = new TrackParts();

  constructor(path: string) {
    this.#path = path;
  }

  /** Reads grid anchors and marks at once: there are many, and building elements takes more time than reading them. */
  take(parent: XmlElement, name: string, flat: readonly string[], line: number): boolean {
    if (parent.name !== 'TRACK') return false;
    if (this.#partsOf !== parent) {
      this.#partsOf = parent;
      this.#parts = new TrackParts();
      this.#partsByTrack.set(parent, this.#parts);
    }
    return this.#parts.add(name, flat, line);
  }

  *entriesOf(item: XmlItem): Generator<DjEntry> {
    if (item.type === 'element') yield* this.#element(item);
    else if (item.type === 'close') this.#checkCount(item);
    else if (item.name === 'COLLECTION') {
      yield* this.#source('', '');
      this.#hasCollection = true;
      this.#expected.set(item.span.start, ['Entries', item.attributes.get('Entries')]);
    } else if (item.name === 'NODE') this.#expected.set(item.span.start, ['Count', item.attributes.get('Count')]);
    yield* this.#take();
  }

  *end(): Generator<DjEntry> {
    yield* this.#source('', '');
    for (const { element, folders } of this.#early) yield this.#playlist(element, folders);
    yield* this.#take();
    for (const [kind, count] of this.#warnings) {
      const more = count - WARNINGS_PER_KIND;
      if (more > 0) yield { type: 'warning', message: `${this.#path}: ${more} more ${kind}.` };
    }
  }

  readonly #expected = new Map<number, [attribute: string, value: string | undefined]>();

  *#element({ element, parents }: XmlItem & { type: 'element' }): Generator<DjEntry> {
    const parent = parents.at(-1)?.name;
    if (parent === 'COLLECTION' && element.name === 'TRACK') yield this.#track(element);
    else if (element.name === 'NODE') {
      const folders = foldersOf(parents);
      if (this.#hasCollection) yield this.#playlist(element, folders);
      else this.#early.push({ element, folders });
    } else if (element.name === 'TRACK' && parent === 'NODE') {
      const place = `line ${element.span?.line ?? 0}`;
      const name = brief(parents.at(-1)?.attributes.get('Name') ?? '');
      this.#warn('tracks in folders', `${place}: "${name}" is no playlist by its Type, so its track is left out.`);
    } else if (element.name === 'PRODUCT') {
      const [name = '', version = '', company] = ['Name', 'Version', 'Company'].map((key) =>
        element.attributes.get(key),
      );
      yield* this.#source(name, version, company);
    }
  }

  *#source(program: string, version: string, company?: string): Generator<DjEntry> {
    if (this.#hasSource) return;
    this.#hasSource = true;
    // the Python rbassist writes times of its own decoder, which plays what the format says to play
    const isPython = program === 'rbassist' && company === 'You';
    yield { type: 'source', program, version, clock: isPython ? 'samples' : 'rekordbox' };
  }

  #track(element: XmlElement): DjEntry {
    const warn = (message: string) => this.#warn('invalid elements', message);
    const track = readTrack(element, warn, this.#partsByTrack.get(element));
    const line = element.span?.line ?? 0;
    if (track.location === '') this.#warn('tracks without a Location', `line ${line}: a track has no Location.`);
    if (track.id === '') this.#warn('tracks without a TrackID', `line ${line}: a track has no TrackID.`);
    else if (this.#ids.has(track.id)) {
      this.#warn('repeated TrackIDs', `line ${line}: TrackID ${brief(track.id)} occurs more than once.`);
    }
    this.#ids.add(track.id);
    this.#locations.push(track.location, track.id);
    return { type: 'track', track };
  }

  #playlist(element: XmlElement, folders: string[]): DjEntry {
    const { attributes, children } = element;
    const name = attributes.get('Name') ?? '';
    const byLocation = attributes.get('KeyType') === LOCATION_KEYS;
    const trackIds: string[] = [];
    let count = 0;
    for (const child of children) {
      if (child.name !== 'TRACK') continue;
      count++;
      const key = child.attributes.get('Key') ?? '';
      const id = byLocation ? this.#idOfLocation(key) : this.#ids.has(key) ? key : undefined;
      if (id !== undefined) trackIds.push(id);
      else {
        const line = child.span?.line ?? 0;
        this.#warn(
          'unknown tracks in playlists',
          `line ${line}: playlist "${brief(name)}" names the unknown track "${brief(key)}".`,
        );
      }
    }
    this.#compare(attributes.get('Entries'), count, `playlist "${brief(name)}"`, 'Entries', element.span?.line ?? 0);
    return { type: 'playlist', playlist: { folders, name, trackIds } };
  }

  #idOfLocation(location: string): string | undefined {
    if (!this.#idsByLocation) {
      this.#idsByLocation = new Map();
      for (let at = 0; at < this.#locations.length; at += 2) {
        this.#idsByLocation.set(locationKey(this.#locations[at]), this.#locations[at + 1]);
      }
    }
    return this.#idsByLocation.get(locationKey(location));
  }

  #checkCount({ name, count, opened }: XmlItem & { type: 'close' }): void {
    const expected = this.#expected.get(opened.start);
    this.#expected.delete(opened.start);
    if (expected)
      this.#compare(
        expected[1],
        count,
        name === 'COLLECTION' ? 'the collection' : 'a folder',
        expected[0],
        opened.line,
      );
  }

  #compare(stated: string | undefined, count: number, what: string, attribute: string, line: number): void {
    if (stated === undefined || wholeOf(stated) === count) return;
    this.#warn('wrong counts', `line ${line}: ${what} states ${attribute}="${brief(stated)}" but has ${count}.`);
  }

  #warn(kind: string, message: string): void {
    const count = (this.#warnings.get(kind) ?? 0) + 1;
    this.#warnings.set(kind, count);
    if (count <= WARNINGS_PER_KIND) this.#pending.push({ type: 'warning', message: `${this.#path}, ${message}` });
  }

  #take(): DjEntry[] {
    const pending = this.#pending;
    this.#pending = [];
    return pending;
  }
}

/** Shortens text for a message. */
function brief(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
}
