import { foldPlain } from '@rbassist/core';
import { TRACK_COLORS } from '@rbassist/rekordbox';

const HEX = /^(?:#|0x)?([\da-f]{6})$/i;

/** Returns a colour, 0xRRGGBB, from "#RRGGBB" or its name in Rekordbox; undefined for another text. */
export function colorNumber(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined;
  const hex = HEX.exec(text.trim());
  if (hex !== null) return Number.parseInt(hex[1], 16);
  const folded = foldPlain(text);
  return TRACK_COLORS.find(({ name, databaseName }) => [name, databaseName].map(foldPlain).includes(folded))?.rgb;
}
