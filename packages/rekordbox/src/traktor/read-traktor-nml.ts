import { RbassistError } from '@rbassist/core';
import type { DjCollection, DjEntry } from '../model/dj-track.ts';
import { readProblem } from '../model/read-problem.ts';
import { type ContainerTest, readXmlItems, type XmlItem, type XmlReadOptions } from '../xml/read-items.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { XmlError } from '../xml/xml-error.ts';
import { sourceName, type XmlSource } from '../xml/xml-source.ts';
import { traktorEntry } from './traktor-entry.ts';

/** A folder takes two levels of elements. */
const MAX_DEPTH = 64;
/** Maximum number of warnings about single tracks. */
const MAX_WARNINGS = 20;
const ROOT = '$ROOT';
/** Lists of Traktor's own, for its recordings and loops. */
const OWN_LISTS = new Set(['_LOOPS', '_RECORDINGS']);

/**
 * Reads a Traktor collection or playlist (NML) track by track, at bounded memory. Times are in Traktor's clock.
 *
 * @throws {XmlError} with line and column, if the file is malformed or is not NML.
 * @throws {OptionError} if it can't be read.
 */
export async function* readTraktorNml(source: XmlSource, options: XmlReadOptions = {}): DjCollection {
  const reader = new NmlReader(sourceName(source));
  const limits = { depth: MAX_DEPTH, ...options.limits };
  try {
    for await (const item of readXmlItems(source, isContainer, { ...options, limits })) yield* reader.entriesOf(item);
  } catch (error) {
    if (RbassistError.isInstance(error) || typeof source !== 'string') throw error;
    throw readProblem(source, error);
  }
  yield* reader.end();
}

const isContainer: ContainerTest = (name, attributes, parents) => {
  if (name === 'NODE') return attributes.get('TYPE') === 'FOLDER';
  return name === 'NML' || name === 'COLLECTION' || name === 'PLAYLISTS' || (name === 'SUBNODES' && parents.length > 0);
};

/** Translates items into entries. Exists once for each file. */
class NmlReader {
  readonly #path: string;
  readonly #ids = new Set<string>();
  #isFirst = true;
  #warnings = 0;
  #missing = 0;
  #smart = 0;

  constructor(path: string) {
    this.#path = path;
  }

  *entriesOf(item: XmlItem): Generator<DjEntry> {
    if (this.#isFirst) yield this.#source(item);
    if (item.type !== 'element') return;
    const { element, parents } = item;
    const parent = parents.at(-1)?.name;
    if (element.name === 'ENTRY' && parent === 'COLLECTION') yield* this.#track(element);
    if (element.name !== 'NODE') return;
    const folders = parents.filter(({ name }) => name === 'NODE').map(({ attributes }) => attributes.get('NAME') ?? '');
    yield* this.#list(element, folders[0] === ROOT ? folders.slice(1) : folders);
  }

  *end(): Generator<DjEntry> {
    const notes = [
      [this.#warnings - MAX_WARNINGS, (count: number) => `${count} more elements can't be read.`],
      [this.#missing, (count: number) => `Playlists name ${count} tracks that are not in the collection.`],
      [this.#smart, (count: number) => `Smart lists are rules without tracks; ${count} were skipped.`],
    ] as const;
    for (const [count, note] of notes) {
      if (count > 0) yield { type: 'warning', message: `${this.#path}: ${note(count)}` };
    }
  }

  #source(item: XmlItem): DjEntry {
    this.#isFirst = false;
    if (item.type === 'open' && item.name === 'NML') {
      return { type: 'source', program: 'Traktor', version: item.attributes.get('VERSION') ?? '', clock: 'traktor' };
    }
    const name = item.type === 'element' ? item.element.name : '';
    const hint = name === 'DJ_PLAYLISTS' ? ' It is a Rekordbox file.' : '';
    throw new XmlError(this.#path, `this is not a Traktor file: it starts with <${name}>, not <NML>.${hint}`);
  }

  *#track(element: XmlElement): Generator<DjEntry> {
    const messages: string[] = [];
    const track = traktorEntry(element, (message) => messages.push(message));
    if (track === undefined) messages.push(`line ${element.span?.line ?? 0}: a track has no file, so it is left out.`);
    for (const message of messages) {
      if (++this.#warnings <= MAX_WARNINGS) yield { type: 'warning', message: `${this.#path}, ${message}` };
    }
    if (track === undefined || this.#ids.has(track.id)) return;
    this.#ids.add(track.id);
    yield { type: 'track', track };
  }

  *#list(element: XmlElement, folders: string[]): Generator<DjEntry> {
    const name = element.attributes.get('NAME') ?? '';
    if (element.attributes.get('TYPE') === 'SMARTLIST') this.#smart++;
    const list = element.children.find((child) => child.name === 'PLAYLIST');
    if (list === undefined) return;
    const trackIds: string[] = [];
    for (const entry of list.children) {
      const key = entry.children.find((child) => child.name === 'PRIMARYKEY')?.attributes.get('KEY');
      if (key === undefined) continue;
      if (this.#ids.has(key)) trackIds.push(key);
      else this.#missing++;
    }
    if (trackIds.length === 0 && OWN_LISTS.has(name)) return;
    yield { type: 'playlist', playlist: { folders, name, trackIds } };
  }
}
