import type { OptionRule } from '@rbassist/core';
import type { ContentChanges, ImportStep } from '@rbassist/rekordbox';
import { EXPORT_XML_RULES, type ExportXmlOptions } from './export-options.ts';
import type { LeftOutReason } from './export-plan.ts';

/** Options of `Library.planXml`: those of an export that say what to write, and the file to write it to. */
export interface PlanXmlOptions extends Omit<ExportXmlOptions, 'base'> {
  /** Delta file to write: only tracks that are new or change, and the playlists you name. Without it, none. */
  out?: string;
}

const { base: _, ...EXPORT_RULES } = EXPORT_XML_RULES;

/** Rules of {@link PlanXmlOptions}. */
export const PLAN_XML_RULES = { ...EXPORT_RULES, out: EXPORT_XML_RULES.name } satisfies Record<
  keyof PlanXmlOptions,
  OptionRule
>;

/** What importing our values would do to a track. */
export type PlannedStatus =
  /** Rekordbox does not have it. One import adds it. */
  | 'new'
  /** Rekordbox has it with other values. It takes ours at the second import. */
  | 'update'
  /** Rekordbox has it with the same values. */
  | 'unchanged'
  /** Rekordbox seems to have it under another path. An import would add a second entry, never relocate the first. */
  | 'second-entry'
  /** Rekordbox would refuse it, or rbassist leaves it out. */
  | 'refused';

/** A track of a plan. */
export type PlannedImport = { path: string } & (
  | { status: 'new' | 'unchanged' }
  | { status: 'update'; changes: ContentChanges }
  | { status: 'second-entry'; location: string }
  | { status: 'refused'; reason: LeftOutReason | 'format' }
);

/** Summary of `Library.planXml`. */
export interface XmlPlan {
  /** Absolute path of your own export. It is never changed. */
  theirs: string;
  /** Program and version that it names. */
  program: string;
  version: string;
  /** Its tracks, those of streaming services among them, and those that are not in the plan. */
  theirTracks: number;
  streams: number;
  others: number;
  /** Number of tracks of the plan by status. */
  counts: Record<PlannedStatus, number>;
  /** Absolute path of the delta file; absent if none was asked for, or nothing is to be imported. */
  delta?: string;
  /** Clicks that import it. */
  steps: ImportStep[];
  /** True after an abort; then no file was written. */
  interrupted: boolean;
}
