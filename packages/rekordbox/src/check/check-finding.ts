import type { CheckRule } from './check-rules.ts';

/**
 * Effect of a problem: `refused` if Rekordbox does not import the track or file, `ignored` if it drops a value or reads
 * another one, `odd` if Rekordbox never writes it like this.
 */
export type CheckSeverity = 'refused' | 'ignored' | 'odd';

/** Source of a rule: `measured` on genuine exports, the official `manual`, or reports of the `community`. */
export type CheckSource = 'measured' | 'manual' | 'community';

/** A problem of an XML file for Rekordbox. */
export interface CheckFinding {
  rule: CheckRule;
  severity: CheckSeverity;
  /** Line of the element, from 1. */
  line: number;
  /** Column of the element, from 1. */
  column: number;
  /** Name of the track or playlist; absent for the whole file. */
  name?: string;
  /** What the file has there, in a short sentence. */
  found: string;
}

/** A rule that some elements break, with the first of them. */
export interface BrokenRule {
  rule: CheckRule;
  severity: CheckSeverity;
  /** Number of findings, also of those that are not listed. */
  count: number;
  /** What Rekordbox does with it. */
  happens: string;
  remedy: string;
  source: CheckSource;
  /** Report or page that says so. */
  reference?: string;
  /** The first findings, in the order of the file. */
  findings: CheckFinding[];
}
