import type { RgbColor } from '../model/dj-track.ts';

const HEX = /^\s*(?:0x|#)([0-9a-f]{6})\s*$/i;

/** Reads a colour, `0xRRGGBB` or `#RRGGBB`; undefined for any other text. */
export function colorOfText(text: string | undefined): RgbColor | undefined {
  const digits = HEX.exec(text ?? '')?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 16);
}

/** Returns a colour as `#RRGGBB`. */
export function hexColor(color: RgbColor): string {
  return `#${colorDigits(color)}`;
}

/** Returns the six hexadecimal digits of a colour, in capitals. */
export function colorDigits(color: RgbColor): string {
  return (color & 0xffffff).toString(16).toUpperCase().padStart(6, '0');
}
