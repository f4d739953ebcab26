import { inOrder } from '../export/merge-track.ts';
import { colour } from '../track-attributes/track-attributes.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { checkTagTargets, type TagTarget } from './tag-targets.ts';
import { colorOfTags, textWithTags, type WriteTagsOptions } from './write-tags.ts';

/**
 * Writes tags into a TRACK element of Rekordbox's XML, as `withTagsIn` does into a track. Text and colour of the
 * element stay as they are, and so does everything else in it.
 *
 * @returns the same element if nothing changes.
 * @throws {TagTargetError} for a tag that a block can't hold.
 */
export function withTagsInElement(
  element: XmlElement,
  tags: readonly string[],
  targets: readonly TagTarget[],
  { colors, replaceColor = false }: WriteTagsOptions = {},
): XmlElement {
  checkTagTargets(tags, targets);
  const values = new Map<string, string>(element.attributes);
  const writeBlock = (name: 'Comments' | 'Grouping') => {
    const before = values.get(name) ?? '';
    const after = textWithTags(before, tags);
    if (after !== before) values.set(name, after);
  };
  if (targets.includes('comment')) writeBlock('Comments');
  if (targets.includes('grouping')) writeBlock('Grouping');
  const color = targets.includes('color') ? colorOfTags(tags, colors) : undefined;
  if (color !== undefined && (replaceColor || !values.get('Colour'))) values.set('Colour', colour(color));
  const isSame = [...values].every(([name, value]) => element.attributes.get(name) === value);
  return isSame ? element : { ...element, attributes: inOrder(values) };
}
