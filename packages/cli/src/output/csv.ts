import { stringify } from 'csv-stringify/sync';
import { cleanText } from './clean-text.ts';

/** Start of a formula, also after blanks and after a semicolon, which separates cells for some spreadsheets. */
const FORMULA_START = /(?<=^|;)(?=\s*[=+\-@＝＋－＠])/gu;

/**
 * Writes CSV for spreadsheets. A byte order mark says that it is UTF-8; text is clean, and an apostrophe before what would
 * be a formula marks it as text.
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
