const INTERIOR_INDEX = 2;
const LEAF_INDEX = 10;

/**
 * Returns true for a page of an index, from its first byte. A page of another kind starts with another type, or with
 * the number of a page, which would have to be over 33 million.
 */
export function isIndexPage(firstByte: number): boolean {
  return firstByte === LEAF_INDEX || firstByte === INTERIOR_INDEX;
}
