import stringWidth from 'string-width';
import { cleanText } from './clean-text.ts';
import { windowWidth } from './window-width.ts';

/** Writes parts in one line if they fit into the window, else each in a line of its own, so that paths stay whole. */
export function fitParts(parts: readonly string[], width = windowWidth()): string[] {
  const line = parts.join('');
  if (stringWidth(cleanText(line)) <= width) return [line];
  return parts.map((part, i) => (i === 0 ? part.trimEnd() : `    ${part.trim()}`));
}
