import { isUtf8 } from 'node:buffer';
import { type CheckedElement, shown } from './check-element.ts';
import type { Report } from './track-rules.ts';

/** Matches every tag with something to report, and some others. Most tags need no closer look. */
const UNUSUAL = /[^ -~\r\n]|&#|=\s*"[^"]*[\r\n]|=\s*'[^']*[\r\n]/;
/** Control characters that XML allows. They come from text that was decoded in a wrong way. */
const CONTROL = /[^\P{Cc}\t\r\n]/u;
/** Codes that are no characters, which XML forbids. */
const NO_CHARACTER = /[\uFFFE\uFFFF]/;
const BREAK = /[\t\r\n]/;
const NUMBER = /&#(?:\d+|x[0-9a-f]+);/i;
/** Blanks between attributes, and quotes, are no part of a value. */
const QUOTED = /"[^"]*"|'[^']*'/g;

/** Checks the characters in the values of an element. */
export function checkText(element: CheckedElement, report: Report): void {
  const tag = element.tag();
  if (!UNUSUAL.test(tag)) return;
  if (!isUtf8(Buffer.from(tag, 'latin1')))
    report('text-not-utf8', element, `bytes that are not UTF-8 in ${element.name}`);
  for (const [name, value] of element.attributes) {
    if (NO_CHARACTER.test(value)) report('text-not-xml', element, shown(element, name));
    if (CONTROL.test(value)) report('text-garbled', element, shown(element, name));
    if (BREAK.test(value)) report('text-break', element, `a tab or line break in ${name}`);
    if (isSwapped(value)) report('text-swapped', element, shown(element, name));
  }
  const reference = NUMBER.exec(tag)?.[0];
  if (reference !== undefined) report('text-reference', element, `"${reference}"`);
  // XML turns a raw tab or line break in a value into a blank
  if (tag.match(QUOTED)?.some((value) => BREAK.test(value))) {
    report('text-break', element, 'a tab or line break in a value');
  }
}

/** Returns true for ASCII text whose letters of two bytes are in the wrong order, such as "䠀漀琀" for "Hot". */
function isSwapped(text: string): boolean {
  if (text.length === 0 || text.charCodeAt(0) < 0x2000) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if ((code & 0xff) !== 0 || code < 0x2000 || code > 0x7e00) return false;
  }
  return text.length > 1;
}
