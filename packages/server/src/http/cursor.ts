import { type BrowsePlace, OptionError } from '@rbassist/library';

/**
 * Writes a place in a list as text for an address.
 *
 * @param sort Text that the list is sorted by.
 */
export function cursorOf({ keys, tie }: BrowsePlace, sort = ''): string {
  return Buffer.from(JSON.stringify([sort, tie, ...keys])).toString('base64url');
}

/** Reads a cursor. Throws {@link OptionError} for another text, and for a cursor of another sort. */
export function placeOf(cursor: string, sort = ''): BrowsePlace {
  try {
    const [ofSort, tie, ...keys] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (ofSort === sort && typeof tie === 'number') return { keys, tie };
  } catch {
    // not a cursor
  }
  throw new OptionError('cursor must be that of an earlier page with the same sort. Ask for the list again.', {
    option: 'cursor',
  });
}
