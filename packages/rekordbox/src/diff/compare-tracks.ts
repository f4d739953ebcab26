import type { XmlElement } from '../xml/xml-element.ts';
import { type ContentChanges, compareContent } from './compare-content.ts';
import { contentOf } from './track-content.ts';

/**
 * Compares two TRACK elements by their values. Order and spelling do not count, nor do TrackIDs, nor times that differ
 * by at most `toleranceS` seconds.
 *
 * @returns undefined if nothing differs.
 */
export function compareTracks(from: XmlElement, to: XmlElement, toleranceS: number): ContentChanges | undefined {
  return compareContent(contentOf(from), contentOf(to), toleranceS);
}
