/** The first part of a run of blanks only, else a long run would be looked at once for each of them. */
const LINE_BREAK = /(?<![ \t])[ \t]*(?:\r\n?|\n|\u2028|\u2029)[ \t]*/g;
/** Control characters and non-characters, which XML forbids or Rekordbox never writes. */
const FORBIDDEN = /[\p{Cc}\uFFFE\uFFFF]/gu;

/** Makes text fit an attribute of Rekordbox: one line, without control characters and halves of surrogate pairs. */
export function cleanAttribute(text: string | undefined): string {
  if (!text) return '';
  return text.toWellFormed().replace(LINE_BREAK, ' ').replaceAll('\t', ' ').replace(FORBIDDEN, '');
}
