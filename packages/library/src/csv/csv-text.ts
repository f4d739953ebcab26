import { cleanText } from '@rbassist/core';
import { stringify } from 'csv-stringify/sync';

/** Start of a formula, also after blanks or a semicolon, which separates cells in some spreadsheets. */
const FORMULA_START = /(?<=^|;)(?=\s*[=+\-@＝＋－＠])/gu;

/**
 * Returns CSV for spreadsheets, with clean text and a byte order mark for UTF-8. An apostrophe before a formula keeps
 * it as text.
 */
export function csvText(rows: readonly (readonly (string | number | boolean | undefined)[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    {
      bom: true,
      cast: {
        boolean: (value) => (value ? 'yes' : 'no'),
        string: (value) => cleanText(value).replaceAll(FORMULA_START, "'"),
      },
    },
  );
}
