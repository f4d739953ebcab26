import { checkOptions, isEmptyValue, type OptionRule, optionRules, readTags } from '@rbassist/core';
import type { TrackPatch } from '@rbassist/meta';
import { changeFields } from '../history/change-fields.ts';
import type { LibraryContext } from '../library-context.ts';
import { bandcampColumns, readBandcampConfig } from './bandcamp-config.ts';
import type { CsvEntry } from './csv-playlist.ts';
import { readCsv } from './read-csv.ts';
import { SongFinder, type SongMatch } from './song-finder.ts';

/** Options of `Library.importBandcamp`. */
export interface BandcampOptions {
  /** Replaces tags, genres and subgenres that tracks have. @default false */
  force?: boolean;
  /** Only reports. @default false */
  dryRun?: boolean;
}

const RULES = { force: optionRules.flag, dryRun: optionRules.flag } satisfies Record<keyof BandcampOptions, OptionRule>;

/** A key that the import writes. */
export type BandcampField = 'tags' | 'genre' | 'subgenre';

/** Values of a track that the import changed, or would change. */
export interface BandcampChange {
  path: string;
  tags?: string[];
  genre?: string;
  subgenre?: string;
}

/** Result of `Library.importBandcamp`. */
export interface BandcampImport {
  /** Tracks with new values. */
  changed: BandcampChange[];
  /** Values that tracks have already, and that differ. `force` replaces them. */
  kept: { path: string; field: BandcampField; own: unknown; offered: unknown }[];
  /** Number of rows with the exact artist and title of a track. */
  matched: number;
  /** Rows without such a track. Candidates have nearly the same name. */
  notFound: {
    entry: CsvEntry;
    reason: 'near' | Extract<SongMatch, { path?: undefined }>['reason'];
    candidates: string[];
  }[];
}

interface Offer {
  tags: string[];
  genre: string;
  subgenre: string;
}

/** See `Library.importBandcamp`. */
export async function importBandcamp(
  context: LibraryContext,
  csv: string,
  config: string,
  options: BandcampOptions,
): Promise<BandcampImport> {
  checkOptions(options, RULES);
  const { force = false, dryRun = false } = options;
  const table = await readCsv(csv);
  const columns = bandcampColumns(table, await readBandcampConfig(config));
  await context.refresh();
  const rows = table.rows.map(({ line, fields }) => {
    const textOf = (column: keyof typeof columns) => fields[columns[column] ?? -1]?.trim() ?? '';
    const offer = { tags: splitTags(textOf('tags')), genre: textOf('genre'), subgenre: textOf('subgenre') };
    return { entry: { line, artist: textOf('artist'), title: textOf('title') }, offer };
  });
  const byName = namedPaths(context);
  const finder = new SongFinder(context);
  const result: BandcampImport = { changed: [], kept: [], matched: 0, notFound: [] };
  const offers = new Map<string, Offer>();
  for (const { entry, offer } of rows) {
    const { artist, title } = entry;
    if (artist === '' && title === '') continue;
    const paths = artist === '' || title === '' ? [] : (byName.get(nameKey(artist, title)) ?? []);
    if (paths.length > 0) result.matched++;
    for (const path of paths) offers.set(path, merged(offers.get(path), offer));
    if (paths.length > 0) continue;
    const match = finder.find(entry);
    if (match.path === undefined) result.notFound.push({ entry, ...match });
    else result.notFound.push({ entry, reason: 'near', candidates: [match.path] });
  }
  const plan = () => planChanges(context, offers, force);
  const { changed, kept } = plan();
  if (!dryRun && changed.length > 0) {
    const patches = () => new Map(plan().changed.map(({ path, ...patch }) => [path, patch]));
    await context.records.write(() => changeFields(context, 'bandcamp', patches, () => context.meta.compact()));
  }
  return { ...result, changed, kept };
}

/** Splits tags at commas and semicolons, as the Python rbassist does, and sorts them. */
function splitTags(text: string): string[] {
  return readTags(text.split(/[,;]/)).sort();
}

/** Fills gaps of an earlier row of the same track. */
function merged(earlier: Offer | undefined, { tags, genre, subgenre }: Offer): Offer {
  if (earlier === undefined) return { tags, genre, subgenre };
  return {
    tags: earlier.tags.length > 0 ? earlier.tags : tags,
    genre: earlier.genre || genre,
    subgenre: earlier.subgenre || subgenre,
  };
}

function planChanges(
  { meta }: LibraryContext,
  offers: ReadonlyMap<string, Offer>,
  force: boolean,
): Pick<BandcampImport, 'changed' | 'kept'> {
  const plan: Pick<BandcampImport, 'changed' | 'kept'> = { changed: [], kept: [] };
  for (const [path, offer] of offers) {
    const record = meta.get(path, ['tags', 'genre', 'subgenre']);
    if (record === undefined) continue;
    const patch: TrackPatch = {};
    for (const field of ['tags', 'genre', 'subgenre'] as const) {
      const [own, offered] = [record[field], offer[field]];
      if (isEmptyValue(offered) || JSON.stringify(own) === JSON.stringify(offered)) continue;
      if (force || isEmptyValue(own)) Object.assign(patch, { [field]: offered });
      else plan.kept.push({ path, field, own, offered });
    }
    if (Object.keys(patch).length > 0) plan.changed.push({ path, ...patch } as BandcampChange);
  }
  return plan;
}

function namedPaths({ mixTracks }: LibraryContext): Map<string, string[]> {
  const paths = new Map<string, string[]>();
  for (const { path, artist = '', title = '' } of mixTracks.all) {
    const key = nameKey(artist, title);
    const known = paths.get(key);
    if (known) known.push(path);
    else paths.set(key, [path]);
  }
  return paths;
}

function nameKey(artist: string, title: string): string {
  const fold = (text: string) => text.trim().normalize('NFC').toLowerCase();
  return `${fold(artist)}\n${fold(title)}`;
}
