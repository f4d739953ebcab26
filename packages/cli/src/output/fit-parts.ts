import { cleanText } from '@rbassist/core';
import stringWidth from 'string-width';
import { windowWidth } from './window-width.ts';

/** Joins parts into one line if it fits the window; otherwise returns one line per part, so that paths stay whole. */
export function fitParts(parts: readonly string[], width = windowWidth()): string[] {
  const line = parts.join('');
  if (stringWidth(cleanText(line)) <= width) return [line];
  return parts.map((part, i) => (i === 0 ? part.trimEnd() : `    ${part.trim()}`));
}
