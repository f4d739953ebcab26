import type { SmartCondition } from './smart-rules.ts';

/** A part of a WHERE clause about the table `djmdContent AS c`, with its values. */
export interface SqlCondition {
  sql: string;
  values: (string | number)[];
  /** Tables and columns that it needs. */
  needs: readonly (readonly [table: string, column: string])[];
}

type Kind = 'text' | 'number' | 'bpm' | 'date' | 'choice';

interface Property {
  kind: Kind;
  column: string;
  /** Table and column of a name to which `column` refers. */
  name?: readonly [table: string, column: string];
}

const ARTIST = ['djmdArtist', 'Name'] as const;
const UINT32 = 2 ** 32;
/** Rekordbox stores BPM × 100; no track is that slow, so that a smaller number is a plain BPM. */
const LEAST_STORED_BPM = 1000;

const PROPERTIES: Readonly<Record<string, Property>> = {
  artist: { kind: 'text', column: 'ArtistID', name: ARTIST },
  originalArtist: { kind: 'text', column: 'OrgArtistID', name: ARTIST },
  producer: { kind: 'text', column: 'ComposerID', name: ARTIST },
  remixedBy: { kind: 'text', column: 'RemixerID', name: ARTIST },
  album: { kind: 'text', column: 'AlbumID', name: ['djmdAlbum', 'Name'] },
  genre: { kind: 'text', column: 'GenreID', name: ['djmdGenre', 'Name'] },
  key: { kind: 'text', column: 'KeyID', name: ['djmdKey', 'ScaleName'] },
  label: { kind: 'text', column: 'LabelID', name: ['djmdLabel', 'Name'] },
  comments: { kind: 'text', column: 'Commnt' },
  fileName: { kind: 'text', column: 'FileNameL' },
  name: { kind: 'text', column: 'Title' },
  bpm: { kind: 'bpm', column: 'BPM' },
  counter: { kind: 'number', column: 'DJPlayCount' },
  duration: { kind: 'number', column: 'Length' },
  rating: { kind: 'number', column: 'Rating' },
  year: { kind: 'number', column: 'ReleaseYear' },
  stockDate: { kind: 'date', column: 'StockDate' },
  dateCreated: { kind: 'date', column: 'DateCreated' },
  dateReleased: { kind: 'date', column: 'ReleaseDate' },
  grouping: { kind: 'choice', column: 'ColorID' },
};

type Write = (expression: string, left: string | number, right: string | number) => Omit<SqlCondition, 'needs'>;

const compare =
  (operator: string): Write =>
  (expression, left) => ({ sql: `${expression} ${operator} ?`, values: [left] });
const like =
  (before: string, after: string, not = ''): Write =>
  (expression, left) => ({
    sql: `${expression} ${not} LIKE ? ESCAPE '\\'`,
    values: [before + String(left).replace(/[\\%_]/g, '\\$&') + after],
  });
const between: Write = (expression, left, right) => ({ sql: `${expression} BETWEEN ? AND ?`, values: [left, right] });

const ORDERED: Readonly<Record<number, Write>> = {
  1: compare('='),
  2: compare('<>'),
  3: compare('>'),
  4: compare('<'),
  5: between,
};
/** Operators of Rekordbox by kind of property. */
const OPERATORS: Readonly<Record<Kind, Readonly<Record<number, Write>>>> = {
  text: {
    1: like('', ''),
    2: like('', '', 'NOT'),
    8: like('%', '%'),
    9: like('%', '%', 'NOT'),
    10: like('', '%'),
    11: like('%', ''),
  },
  number: ORDERED,
  bpm: ORDERED,
  date: { ...ORDERED, 6: compare('>='), 7: compare('<') },
  choice: { 1: compare('='), 2: compare('<>') },
};

/**
 * Translates a condition into SQL. Text is compared without regard to the case of A to Z.
 *
 * @param today Day from which "in the last" counts, `yyyy-mm-dd`.
 * @returns undefined for a property, operator or value that rbassist does not know.
 */
export function sqlCondition(condition: SmartCondition, today: string): SqlCondition | undefined {
  if (condition.property === 'myTag') return tagCondition(condition);
  if (!Object.hasOwn(PROPERTIES, condition.property)) return undefined;
  const { kind, column, name } = PROPERTIES[condition.property];
  const write = Object.hasOwn(OPERATORS[kind], condition.operator) ? OPERATORS[kind][condition.operator] : undefined;
  const left = operandOf(kind, condition, condition.left, today);
  const right = condition.operator === 5 ? operandOf(kind, condition, condition.right, today) : '';
  if (!write || left === undefined || right === undefined) return undefined;
  const value = `${name ? 'n' : 'c'}."${name ? name[1] : column}"`;
  const expression = kind === 'date' ? `substr(${value}, 1, 10)` : `coalesce(${value}, ${kind === 'text' ? "''" : 0})`;
  const written = write(kind === 'choice' ? `CAST(${expression} AS INTEGER)` : expression, left, right);
  if (!name) return { ...written, needs: [['djmdContent', column]] };
  return { ...ofNamed(written, column, name[0]), needs: [['djmdContent', column], name, [name[0], 'ID']] };
}

/** Turns a condition about a name into one about the tracks with such a name. A track without a name has "". */
function ofNamed(
  { sql, values }: Omit<SqlCondition, 'needs'>,
  column: string,
  table: string,
): Omit<SqlCondition, 'needs'> {
  const unnamed = sql.replace(/coalesce\(n\."\w+", ''\)/, "''");
  const known = `c."${column}" IN (SELECT n.ID FROM "${table}" AS n NOT INDEXED`;
  // without a WHERE, SQLite would look into the index of the IDs
  const isNamed = `coalesce(${known} WHERE n.ID IS NOT NULL), 0)`;
  return { sql: `${known} WHERE ${sql}) OR (NOT ${isNamed} AND ${unnamed})`, values: [...values, ...values] };
}

function operandOf(kind: Kind, { operator, unit }: SmartCondition, value: string, today: string) {
  if (kind === 'text') return value;
  if (kind === 'date' && operator !== 6 && operator !== 7) return /^\d{4}-\d\d-\d\d$/.test(value) ? value : undefined;
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (!Number.isFinite(number)) return undefined;
  if (kind === 'date') return dayBefore(today, number, unit);
  return kind === 'bpm' && number < LEAST_STORED_BPM ? number * 100 : number;
}

/** Returns the day a number of days or months before another. */
function dayBefore(today: string, count: number, unit: string): string | undefined {
  const [year, month, day] = today.split('-').map(Number);
  if ((unit !== 'day' && unit !== 'month') || !Number.isInteger(count) || count < 0 || count > 100_000)
    return undefined;
  const date = unit === 'day' ? Date.UTC(year, month - 1, day - count) : Date.UTC(year, month - 1 - count, day);
  const iso = new Date(date).toISOString();
  // a year before 0 starts with a sign
  return iso.startsWith('-') ? '0000-01-01' : iso.slice(0, 10);
}

/** A tag is named by its ID as a signed number of 32 bits. */
function tagCondition({ operator, left }: SmartCondition): SqlCondition | undefined {
  const stored = left.trim() === '' ? Number.NaN : Number(left);
  if (!Number.isInteger(stored) || (operator !== 8 && operator !== 9)) return undefined;
  const id = String(stored < 0 ? stored + UINT32 : stored);
  const tagged = 'SELECT t.ContentID FROM djmdSongMyTag AS t NOT INDEXED WHERE t.MyTagID = ?';
  return {
    sql: `c.ID ${operator === 9 ? 'NOT ' : ''}IN (${tagged} AND coalesce(t.rb_local_deleted, 0) = 0 AND t.ContentID IS NOT NULL)`,
    values: [id],
    needs: [
      ['djmdSongMyTag', 'ContentID'],
      ['djmdSongMyTag', 'MyTagID'],
      ['djmdSongMyTag', 'rb_local_deleted'],
    ],
  };
}
