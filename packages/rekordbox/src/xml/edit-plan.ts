import type { XmlItem } from './read-items.ts';
import { foldersOf } from './rekordbox-items.ts';
import type { XmlElement } from './xml-element.ts';

/**
 * Changes of a Rekordbox XML file. A function gets each element and returns a changed copy, null to remove it, or
 * undefined to keep its bytes. It is called twice for each element, first to count and then to write, and must return
 * the same both times.
 */
export interface XmlEdits {
  track?(track: XmlElement): XmlElement | null | undefined;
  /** Called for each playlist, with the names of its folders. */
  playlist?(playlist: XmlElement, folders: readonly string[]): XmlElement | null | undefined;
  /** Tracks to add at the end of the collection. */
  addTracks?: readonly XmlElement[];
  /** Playlists and folders to add at the end of the top level. */
  addNodes?: readonly XmlElement[];
}

/** A container whose stated number of elements changes. */
interface CountChange {
  count: number;
  /** True if the container is one empty tag in the file. */
  isEmptyTag: boolean;
}

/** Findings of a first pass over the file. */
export interface EditPlan {
  /** By the byte at which a container starts. */
  counts: Map<number, CountChange>;
  /** Bytes at which the collection and the root of the playlists start; undefined if there are none. */
  collection?: number;
  root?: number;
}

/** Attribute in which a container states the number of its elements. */
export const COUNT_ATTRIBUTES: Readonly<Record<string, string>> = { COLLECTION: 'Entries', NODE: 'Count' };

/** Applies the edits to one element. */
export function editedElement(item: XmlItem & { type: 'element' }, edits: XmlEdits): XmlElement | null | undefined {
  const { element, parents } = item;
  const parent = parents.at(-1)?.name;
  if (element.name === 'TRACK' && parent === 'COLLECTION') return edits.track?.(element);
  if (element.name !== 'NODE') return undefined;
  return edits.playlist?.(element, foldersOf(parents));
}

/** Returns the elements that the edits add at the end of the container that starts at a byte. */
export function additionsTo(start: number, plan: EditPlan, edits: XmlEdits): readonly XmlElement[] {
  if (start === plan.collection) return edits.addTracks ?? [];
  return start === plan.root ? (edits.addNodes ?? []) : [];
}

/** Counts what the edits change. */
export async function planEdits(items: AsyncIterable<XmlItem>, edits: XmlEdits): Promise<EditPlan> {
  const plan: EditPlan = { counts: new Map() };
  const removed: number[] = [];
  for await (const item of items) {
    if (item.type === 'open') {
      const parent = item.parents.at(-1)?.name;
      if (item.name === 'COLLECTION') plan.collection ??= item.span.start;
      if (item.name === 'NODE' && parent === 'PLAYLISTS') plan.root ??= item.span.start;
      removed.push(0);
    } else if (item.type === 'element') {
      if (editedElement(item, edits) === null) removed[removed.length - 1]++;
    } else {
      const added = additionsTo(item.opened.start, plan, edits).length;
      const change = added - (removed.pop() ?? 0);
      if (change === 0 && added === 0) continue;
      plan.counts.set(item.opened.start, { count: item.count + change, isEmptyTag: item.end === item.opened.end });
    }
  }
  return plan;
}
