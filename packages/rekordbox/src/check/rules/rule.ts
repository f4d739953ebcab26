import type { CheckSeverity, CheckSource } from '../check-finding.ts';

/** Texts of a rule for people. */
export interface RuleText {
  severity: CheckSeverity;
  /** Effect in Rekordbox. */
  happens: string;
  remedy: string;
  source: CheckSource;
  /** Report or page that says so. */
  reference?: string;
}

/** Effect of values that no version of Rekordbox writes. */
export const NEVER_WRITTEN = 'Rekordbox never writes this. It may read another value, or none.';
/** Remedy for files that are incomplete. */
export const WRITE_AGAIN = 'Export the file again, with Rekordbox or rbassist.';

/** Makes an entry of a table of rules. */
export function rule(
  severity: CheckSeverity,
  source: CheckSource,
  happens: string,
  remedy: string,
  reference?: string,
): RuleText {
  return { severity, source, happens, remedy, ...(reference !== undefined && { reference }) };
}
