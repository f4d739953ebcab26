/** Source of a step: the official manual, or reports of users. */
export type StepSource = 'manual' | 'community';

/** Something to do in Rekordbox to import an XML file. */
export interface ImportStep {
  text: string;
  source: StepSource;
  /** Page or report that says so. */
  reference: string;
}

/** Parts of an import. */
export interface ImportStepsRequest {
  /** Version of Rekordbox, e.g. `6.8.2`; the newest if unknown. */
  version?: string;
  /** The file to import. */
  file: string;
  /** Name of the playlist with tracks that are new; absent for no such step. */
  newIn?: string;
  /** Name of a folder instead, with several playlists. */
  newInFolder?: string;
  /** Name of the playlist with tracks whose values change; absent for no such step. */
  updatesIn?: string;
  /** True if all tracks of the file may change values, without a playlist that has all of them. */
  updatesAll?: boolean;
}

const MANUAL = 'manual of Rekordbox 7';
/** Since this version, a first import leaves tracks of the collection as they are. */
const SECOND_IMPORT_SINCE = [5, 6, 1];
const BRIDGE_UNTIL = 5;

/** Returns the clicks that import a file, in order. */
export function importSteps({ version = '', file, ...parts }: ImportStepsRequest): ImportStep[] {
  const { newIn, newInFolder, updatesIn, updatesAll = false } = parts;
  const manual = (text: string): ImportStep => ({ text, source: 'manual', reference: MANUAL });
  const [major] = versionNumbers(version);
  const page =
    major !== undefined && major <= BRIDGE_UNTIL ? 'Database (Bridge in the first versions of 5)' : 'Database';
  const steps = [
    manual('Save your collection first: File > Library > Backup Library.'),
    manual(`Choose ${file} in Preferences > Advanced > ${page} > rekordbox xml > Imported Library.`),
    manual('Show the tree: Preferences > View > Layout > Media Browser > rekordbox xml.'),
    manual('Open "rekordbox xml" in the tree, and click its refresh icon.'),
  ];
  if (newIn !== undefined) steps.push(manual(`Right-click the playlist "${newIn}" there > Import Playlist.`));
  if (newInFolder !== undefined) {
    steps.push(manual(`Open the folder "${newInFolder}" there, and right-click each playlist > Import Playlist.`));
  }
  if (updatesIn !== undefined) steps.push(...updateSteps(`the playlist "${updatesIn}"`, version));
  else if (updatesAll) steps.push(...updateSteps('All Tracks', version));
  return steps;
}

/** Returns the steps for tracks that the collection has already. */
function updateSteps(place: string, version: string): ImportStep[] {
  const community = (text: string, reference: string): ImportStep => ({ text, source: 'community', reference });
  const all = community(
    `Open ${place} there, select all its tracks, then right-click > Import To Collection.`,
    'reklawdbox.com',
  );
  if (isBefore(version, SECOND_IMPORT_SINCE)) return [all];
  return [
    all,
    community(
      'Do it again. Rekordbox leaves tracks of the collection alone the first time, and asks the second time if it may "load information in the tag of the library being imported". Answer Yes.',
      'ryan-voitiskis/reklawdbox 4, diracdeltas/rekordbox-scripts 4',
    ),
  ];
}

function isBefore(version: string, limit: readonly number[]): boolean {
  const numbers = versionNumbers(version);
  if (numbers.length === 0) return false;
  for (const [i, least] of limit.entries()) {
    const number = numbers[i] ?? 0;
    if (number !== least) return number < least;
  }
  return false;
}

function versionNumbers(version: string): number[] {
  return /^\d+(?:\.\d+)*/.exec(version)?.[0].split('.').map(Number) ?? [];
}
