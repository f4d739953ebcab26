import {
  checkOptions,
  type OptionRule,
  optionRules,
  RUN_OPTION_RULES,
  requirePaths,
  untilAborted,
} from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { applyChanges } from './apply-changes.ts';
import { followMoves } from './follow-moves.ts';
import type { PruneOptions, PruneReport, RepairOptions, RepairReport } from './maintenance-options.ts';
import { planPrune } from './plan-prune.ts';
import { planRepair } from './plan-repair.ts';
import { emptyRepairReport } from './repair-report.ts';

const REPAIR_RULES = { ...RUN_OPTION_RULES, apply: optionRules.flag, force: optionRules.flag } satisfies Record<
  keyof RepairOptions,
  OptionRule
>;
const PRUNE_RULES = {
  ...REPAIR_RULES,
  roots: optionRules.textList,
  tracks: optionRules.textList,
  includeEdited: optionRules.flag,
} satisfies Record<keyof PruneOptions, OptionRule>;

export async function repairLibrary(
  context: LibraryContext,
  folders: readonly string[],
  options: RepairOptions,
): Promise<RepairReport> {
  checkOptions(options, REPAIR_RULES);
  requirePaths('folders', folders);
  const { apply = false, force, ...run } = options;
  const repair = async () => {
    const report = emptyRepairReport(context.meta.size);
    const finished = await untilAborted(run.signal, async () => {
      const changes = await planRepair(context, folders, report, { ...run, force });
      if (apply) Object.assign(report, { applied: true }, await applyChanges(context, changes, run));
      report.sets = await followMoves(context, report, apply);
      return true;
    });
    return { ...report, interrupted: finished === undefined || report.index?.interrupted === true };
  };
  return apply ? context.records.write(repair) : repair();
}

export async function pruneLibrary(context: LibraryContext, options: PruneOptions): Promise<PruneReport> {
  checkOptions(options, PRUNE_RULES);
  requirePaths('roots', options.roots ?? []);
  const { apply = false, signal, onProgress } = options;
  const prune = async () => {
    const report = emptyPruneReport(context.meta.size);
    const finished = await untilAborted(signal, async () => {
      const changes = await planPrune(context, options, report);
      if (apply && !report.refused) {
        Object.assign(report, { applied: true }, await applyChanges(context, changes, { signal, onProgress }));
      }
      return true;
    });
    return { ...report, interrupted: finished === undefined || report.index?.interrupted === true };
  };
  return apply ? context.records.write(prune) : prune();
}

function emptyPruneReport(tracks: number): PruneReport {
  return { applied: false, interrupted: false, tracks, forgotten: [], kept: [], notOfThisSystem: 0 };
}
