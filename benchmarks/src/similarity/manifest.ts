import { type ManifestRow, notAManifest, readRows } from '../manifest.ts';

interface LabelledTrack {
  file: string;
  /** Source of the track, such as its album. Tracks with the same label should be similar. */
  label: string;
  /** Groups across labels, such as styles; empty if unknown. */
  groups: string[];
  /** False if the row says so, as for renders of scores. */
  isRecording: boolean;
}

export interface Manifest {
  tracks: LabelledTrack[];
  unlabelled: number;
}

export interface ManifestOptions {
  /** Key of the label. @default `package` if the rows have it but no group, else `label` */
  label?: string;
  /** Key of the group. @default `group`; the sounds that `label` names if that isn't the label */
  group?: string;
  /** Puts each track into the first of these groups that its row names, and the others into none. */
  groups?: readonly string[];
  /** Leaves out renders of scores and modules. @default false */
  recordings?: boolean;
}

const EXPECTED = '{"file", "label", "group"?}';

/** Words of a style that name a kind of game or file, but no sound. */
const NO_SOUND = new Set(
  'action adventure cartoon demo fantasy fps game kids light midi misc mixed party platformer puzzle racing scifi space tracker'.split(
    ' ',
  ),
);

/**
 * Reads a JSON array of rows `{file, label, group?}`, relative to the manifest. Rows `{file, package, label}` have the
 * package as label, and the words of the label as groups. Leaves out rows with `dup_of`: their music is there twice.
 * Throws {@link UsageError} without a label.
 */
export async function readManifest(path: string, options: ManifestOptions = {}): Promise<Manifest> {
  const { groups: chosen, recordings = false } = options;
  const rows = (await readRows(path, EXPECTED)).filter(
    (row) => row.dup_of === undefined && (!recordings || isRecording(row)),
  );
  const hasPackages = rows.some((row) => row.package !== undefined) && !rows.some((row) => row.group !== undefined);
  const labelKey = options.label ?? (hasPackages ? 'package' : 'label');
  const groupKey = options.group ?? (hasPackages && labelKey !== 'label' ? 'label' : 'group');
  const tracks = rows.flatMap((row) => {
    const label = textOf(row, labelKey);
    if (label === undefined) return [];
    const group = textOf(row, groupKey);
    const groups = groupsOf(group, { isStyle: groupKey === 'label', chosen });
    return [{ file: row.file, label, groups, isRecording: isRecording(row) }];
  });
  if (tracks.length === 0) throw notAManifest(path, `no row has a ${labelKey}`, EXPECTED);
  return { tracks, unlabelled: rows.length - tracks.length };
}

/** Returns at most `perLabel` tracks of each label, spread evenly over its tracks. */
export function spreadOverLabels<Track extends { label: string }>(tracks: readonly Track[], perLabel: number): Track[] {
  return [...Map.groupBy(tracks, ({ label }) => label).values()].flatMap((all) => {
    const count = Math.min(perLabel, all.length);
    return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]);
  });
}

/** Returns the absolute paths of a manifest's files, with or without labels. */
export async function readManifestFiles(path: string): Promise<string[]> {
  return (await readRows(path, EXPECTED)).map(({ file }) => file);
}

function textOf(row: ManifestRow, key: string): string | undefined {
  const value = row[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isRecording({ kind }: ManifestRow): boolean {
  return kind === undefined || kind === 'recording';
}

/** Returns "metal" and "electronic" of the style "metal-electronic-fps". */
function groupsOf(group = '', { isStyle, chosen }: { isStyle: boolean; chosen?: readonly string[] }): string[] {
  const names = isStyle ? group.split('-') : [group];
  if (chosen !== undefined) return chosen.filter((name) => names.includes(name)).slice(0, 1);
  return names.filter((name) => name !== '' && !(isStyle && NO_SOUND.has(name)));
}
