import { type BrowsePlace, OptionError } from '@rbassist/library';

/** Writes a place in a list as text for an address. */
export function cursorOf({ keys, tie }: BrowsePlace): string {
  return Buffer.from(JSON.stringify([tie, ...keys])).toString('base64url');
}

/** Reads a cursor. Throws {@link OptionError} for another text. */
export function placeOf(cursor: string): BrowsePlace {
  try {
    const [tie, ...keys] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (typeof tie === 'number') return { keys, tie };
  } catch {
    // not a cursor
  }
  throw new OptionError('cursor must be that of an earlier page. Ask for the list again.', { option: 'cursor' });
}
