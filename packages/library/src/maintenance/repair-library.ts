import type { CareTarget } from '../library-context.ts';
import { applyChanges } from './apply-changes.ts';
import type { PruneOptions, PruneReport, RepairOptions, RepairReport } from './maintenance-options.ts';
import { planPrune } from './plan-prune.ts';
import { planRepair } from './plan-repair.ts';

/** Finds out what can be mended in a library and, where it is to be applied, mends it. See {@link RepairReport}. */
export async function repairLibrary(
  target: CareTarget,
  folders: readonly string[],
  { apply = false, ...run }: RepairOptions,
): Promise<RepairReport> {
  const { report, ...changes } = await planRepair(target, folders, run);
  return apply ? { ...report, applied: true, ...(await applyChanges(target, changes, run)) } : report;
}

/** Finds the records whose files are gone and, where it is to be applied and nothing speaks against it, forgets them. See {@link PruneReport}. */
export async function pruneLibrary(target: CareTarget, options: PruneOptions): Promise<PruneReport> {
  const { report, changes } = await planPrune(target, options);
  if (!options.apply || report.refused) return report;
  return { ...report, applied: true, ...(await applyChanges(target, changes, options)) };
}
