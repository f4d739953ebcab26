const HEX = /^(?:#|0x)?([\da-f]{6})$/i;

/** Returns a colour, 0xRRGGBB, from "#RRGGBB" or its name in Rekordbox; undefined for another text. */
export function colorNumber(text: unknown): number | undefined {
  const hex = typeof text === 'string' ? HEX.exec(text.trim()) : null;
  return hex === null ? undefined : Number.parseInt(hex[1], 16);
}
