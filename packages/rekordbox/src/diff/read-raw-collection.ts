import type { CheckedElement, CheckedTrack } from '../check/check-element.ts';
import { readElements } from '../check/read-elements.ts';

/** A playlist or folder as the file has it. */
export interface RawNode {
  kind: 'playlist' | 'folder';
  /** Names of the folders above it, the outermost first. */
  folders: string[];
  name: string;
  /** True if keys are Locations, else they are TrackIDs. */
  byLocation: boolean;
  keys: string[];
}

/** A track, playlist or folder of a file, in its order. */
export type RawEntry = { type: 'track'; track: CheckedTrack } | { type: 'node'; node: RawNode };

/**
 * Reads tracks and playlists with the values that the file has, as a stream.
 *
 * @throws {FileFormatError} for a file that is not XML.
 */
export async function* readRawCollection(file: string, signal?: AbortSignal): AsyncGenerator<RawEntry> {
  const reader = new RawCollection();
  for await (const events of readElements(file, signal)) {
    for (const event of events) {
      if (event.type === 'open') reader.open(event.element);
      else if (event.type === 'close') {
        const entry = reader.close();
        if (entry !== undefined) yield entry;
      } else if (event.type === 'problem') throw new Error(event.message);
    }
  }
}

class RawCollection {
  readonly #path: string[] = [];
  readonly #nodes: RawNode[] = [];
  #track: (CheckedElement & { children: CheckedElement[] }) | undefined;

  open(element: CheckedElement): void {
    const parent = this.#path.at(-1);
    this.#path.push(element.name);
    if (element.name === 'TRACK' && parent === 'COLLECTION') this.#track = { ...element, children: [] };
    else if (parent === 'TRACK') this.#track?.children.push(element);
    else if (element.name === 'TRACK' && parent === 'NODE')
      this.#nodes.at(-1)?.keys.push(element.values.get('Key') ?? '');
    else if (element.name === 'NODE') this.#nodes.push(this.#nodeOf(element));
  }

  close(): RawEntry | undefined {
    const name = this.#path.pop();
    if (name === 'NODE') {
      const node = this.#nodes.pop();
      return node === undefined || this.#nodes.length === 0 ? undefined : { type: 'node', node };
    }
    if (name !== 'TRACK' || this.#track === undefined) return undefined;
    const track = this.#track;
    this.#track = undefined;
    return { type: 'track', track };
  }

  #nodeOf({ values }: CheckedElement): RawNode {
    return {
      kind: values.get('Type') === '1' ? 'playlist' : 'folder',
      // without the root
      folders: this.#nodes.slice(1).map(({ name }) => name),
      name: values.get('Name') ?? '',
      byLocation: values.get('KeyType') === '1',
      keys: [],
    };
  }
}
