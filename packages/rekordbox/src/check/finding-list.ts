import type { CheckedElement } from './check-element.ts';
import type { BrokenRule, CheckFinding, CheckSeverity } from './check-finding.ts';
import { CHECK_RULES, type CheckRule } from './check-rules.ts';

const SEVERITIES: readonly CheckSeverity[] = ['refused', 'ignored', 'odd'];

/** Place of a finding: an element, or a line and column. */
export type FindingPlace = Pick<CheckedElement, 'line' | 'column'>;

/** Findings by rule. Counts all of them, and keeps the first of each rule. */
export class FindingList {
  readonly #limit: number;
  readonly #rules = new Map<CheckRule, { count: number; findings: CheckFinding[] }>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(rule: CheckRule, { line, column }: FindingPlace, found: string, name?: string): void {
    const entry = this.#rules.get(rule) ?? { count: 0, findings: [] };
    this.#rules.set(rule, entry);
    entry.count++;
    if (entry.findings.length >= this.#limit) return;
    const { severity } = CHECK_RULES[rule];
    entry.findings.push({ rule, severity, line, column, ...(name !== undefined && { name }), found });
  }

  /** Number of findings of a severity. */
  count(severity: CheckSeverity): number {
    let sum = 0;
    for (const [rule, { count }] of this.#rules) if (CHECK_RULES[rule].severity === severity) sum += count;
    return sum;
  }

  /** Broken rules: the severest first, then in the order of the table. */
  broken(): BrokenRule[] {
    const order = Object.keys(CHECK_RULES);
    const rank = ({ severity, rule }: BrokenRule) => SEVERITIES.indexOf(severity) * order.length + order.indexOf(rule);
    return [...this.#rules]
      .map(([rule, { count, findings }]): BrokenRule => ({ rule, ...CHECK_RULES[rule], count, findings }))
      .sort((one, other) => rank(one) - rank(other));
  }
}
