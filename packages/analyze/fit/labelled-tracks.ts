import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** Row of a manifest: one labelled track. Other keys are ignored. */
export interface LabelledRow {
  file: string;
  /** Null for music without a beat, absent if unknown. */
  bpm?: number | null;
  /**
   * `module-grid`: half or double the tempo may be right too. `style-guess`: drawn from the usual tempos of the style.
   * `tag`: not checked, not used.
   */
  bpm_kind?: string;
  beats?: number[];
  downbeats?: number[];
  metre?: number;
  /** Grid of the track. A bar of `6/8` has two beats. */
  tempos?: { metro: string }[];
  kind?: string;
  package?: string;
}

/** Returns the group of tracks that cross-validation never splits: the package, or the kind of synthesised music. */
export function groupOf({ package: name, kind, file }: LabelledRow): string {
  return name ?? kind ?? file;
}

/** Reads the rows with a tempo from manifests, with absolute file paths. */
export async function readRows(manifests: readonly string[]): Promise<LabelledRow[]> {
  const rows: LabelledRow[] = [];
  for (const path of manifests) {
    const listed: LabelledRow[] = JSON.parse(await readFile(path, 'utf8'));
    rows.push(...listed.map((row) => ({ ...row, file: resolve(dirname(path), row.file) })));
  }
  return rows.filter(({ bpm, bpm_kind: kind }) => bpm !== undefined && kind !== 'tag');
}
