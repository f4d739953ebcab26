import { foldPlain } from '@rbassist/core';
import { colorOfText, TRACK_COLORS } from '@rbassist/rekordbox';

/** Returns a colour, 0xRRGGBB, from "#RRGGBB" or its name in Rekordbox; undefined for another text. */
export function colorNumber(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined;
  const folded = foldPlain(text);
  return (
    colorOfText(text) ??
    TRACK_COLORS.find(({ name, databaseName }) => [name, databaseName].map(foldPlain).includes(folded))?.rgb
  );
}
