import { stringify } from 'csv-stringify/sync';
import { cleanText } from './clean-text.ts';

/** Start of a formula, also after blanks and after a semicolon, which separates cells for some spreadsheets. */
const FORMULA_START = /(?<=^|;)(?=\s*[=+\-@＝＋－＠])/gu;

/**
 * Writes CSV for spreadsheets, with clean text and a byte order mark that says that it is UTF-8. An apostrophe marks
 * what would be a formula as text.
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
