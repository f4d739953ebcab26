import { resolve } from 'node:path';
import { fileNameOf, foldPlain, readProblem } from '@rbassist/core';
import { isStreamLocation, pathOfLocation, readRekordboxItems, type XmlElement } from '@rbassist/rekordbox';

/** A track of the library, as far as another entry may be the same. */
export interface NamedTrack {
  artist?: string | null;
  title?: string | null;
  duration?: number | null;
  path: string;
}

/** Lengths of one recording differ by less. */
const SAME_LENGTH_S = 2;

interface OtherEntry {
  location: string;
  durationS: number;
}

/** Facts of the user's own export, and its entries that no track of the plan has. */
export class TheirTracks {
  program = '';
  version = '';
  tracks = 0;
  streams = 0;
  readonly #others = new Map<string, OtherEntry[]>();

  /**
   * Reads the user's own export.
   *
   * @param known Locations of tracks of the plan.
   */
  static async read(file: string, known: ReadonlySet<string>, signal?: AbortSignal): Promise<TheirTracks> {
    const theirs = new TheirTracks();
    try {
      for await (const item of readRekordboxItems(file, { signal })) {
        if (item.type !== 'element') continue;
        const { name, attributes } = item.element;
        if (name === 'PRODUCT') {
          theirs.program = attributes.get('Name') ?? '';
          theirs.version = attributes.get('Version') ?? '';
        } else if (name === 'TRACK' && item.parents.at(-1)?.name === 'COLLECTION') theirs.#add(item.element, known);
      }
    } catch (error) {
      throw signal?.aborted ? error : readProblem(resolve(file), error);
    }
    return theirs;
  }

  /** Returns the Location of an entry that is the same track under another path, by name and length. */
  entryOf({ artist, title, duration, path }: NamedTrack): string | undefined {
    for (const key of [nameKey(artist, title), fileKey(path)]) {
      if (key === undefined) continue;
      const found = this.#others.get(key)?.find(({ durationS }) => isSameLength(durationS, duration ?? 0));
      if (found !== undefined) return found.location;
    }
    return undefined;
  }

  #add({ attributes }: XmlElement, known: ReadonlySet<string>): void {
    this.tracks++;
    const location = attributes.get('Location') ?? '';
    if (isStreamLocation(location)) {
      this.streams++;
      return;
    }
    if (known.has(location)) return;
    const entry = { location, durationS: Number(attributes.get('TotalTime')) || 0 };
    for (const key of [nameKey(attributes.get('Artist'), attributes.get('Name')), fileKey(pathOfLocation(location))]) {
      if (key === undefined) continue;
      const list = this.#others.get(key) ?? [];
      list.push(entry);
      this.#others.set(key, list);
    }
  }
}

function nameKey(artist: string | null | undefined, title: string | null | undefined): string | undefined {
  const names = [foldPlain(artist ?? ''), foldPlain(title ?? '')];
  return names.includes('') ? undefined : `name:${names.join('\n')}`;
}

function fileKey(path: string): string | undefined {
  const name = foldPlain(fileNameOf(path));
  return name === '' ? undefined : `file:${name}`;
}

function isSameLength(one: number, other: number): boolean {
  return one > 0 && other > 0 && Math.abs(one - other) < SAME_LENGTH_S;
}
