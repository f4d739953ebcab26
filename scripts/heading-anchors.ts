import { proseOf } from './markdown-blocks.ts';

const HEADING = /^#{1,6} +(.*?)(?: +#+)?$/gm;
const LINK = /!?\[([^\]]*)\]\([^)]*\)/g;
const MARKS = /[`*]|(?<!\w)_|_(?!\w)|\\(?=\W)/g;

/** Returns the anchor of a heading's text, as GitHub makes it. */
export function headingSlug(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

/** Returns the anchors of a Markdown page's headings; a repeated one has a number behind it. */
export function headingAnchors(page: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading] of proseOf(page).matchAll(HEADING)) {
    const slug = headingSlug(heading.replace(LINK, '$1').replace(MARKS, ''));
    let anchor = slug;
    for (let i = 1; anchors.has(anchor); i++) anchor = `${slug}-${i}`;
    anchors.add(anchor);
  }
  return anchors;
}
