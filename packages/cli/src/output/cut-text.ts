import stringWidth from 'string-width';

const ELLIPSIS = '…';
const PLAIN = /^[ -~]*$/;
const CHARACTERS = new Intl.Segmenter();

/** Cuts clean text to a width in terminal columns, between visible characters, and adds "…". */
export function cutText(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  if (PLAIN.test(text)) return text.slice(0, Math.max(0, width - 1)) + ELLIPSIS;
  let kept = '';
  let taken = ELLIPSIS.length;
  for (const { segment } of CHARACTERS.segment(text)) {
    taken += stringWidth(segment);
    if (taken > width) break;
    kept += segment;
  }
  return kept + ELLIPSIS;
}
