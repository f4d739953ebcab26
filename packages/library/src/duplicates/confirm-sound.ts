import { fingerprintDifference } from '@rbassist/analyze';
import type { RunOptions } from '@rbassist/core';
import type { DuplicateProblem } from './compared-file.ts';
import { fingerprintFiles } from './fingerprints.ts';
import { linkByAudio, linkByBytes } from './hash-links.ts';
import type { LeftFile, PlannedFile } from './staging-plan.ts';

/** Encoders add hundredths of a second. */
const MAX_SHIFT_S = 1;
/** Seconds of audio below which a fingerprint is not reliable. */
const SHORTEST_S = 4;

interface ConfirmedPlan {
  planned: PlannedFile[];
  left: LeftFile[];
  problems: DuplicateProblem[];
}

/** Files found by names alone must pass this check before they are moved or copied. */
export async function confirmBySound(
  planned: readonly PlannedFile[],
  options: RunOptions & { maxDifference: number },
): Promise<ConfirmedPlan> {
  const files = [...new Set(planned.flatMap(({ file, keeper }) => [file, keeper]))];
  const groups = new Map<string, number>();
  for (const link of [linkByBytes, linkByAudio]) {
    const { links } = await link(files, options);
    // every link of a group starts at its first file
    for (const [first, at] of links) {
      const group = groups.get(files[first].path) ?? first;
      groups.set(files[first].path, group);
      groups.set(files[at].path, group);
    }
  }
  const isSameAudio = ({ file, keeper }: PlannedFile) => {
    const group = groups.get(file.path);
    return group !== undefined && group === groups.get(keeper.path);
  };
  const unsure = planned.filter((plan) => !isSameAudio(plan));
  const toFingerprint = [...new Set(unsure.flatMap(({ file, keeper }) => [file, keeper]))];
  const { fingerprints, problems } = await fingerprintFiles(toFingerprint, options);
  const left: LeftFile[] = [];
  const refused = new Set<PlannedFile>();
  for (const plan of unsure) {
    const [a, b] = [fingerprints.get(plan.file.path), fingerprints.get(plan.keeper.path)];
    const isLong = [plan.file, plan.keeper].every(({ durationS = 0 }) => durationS >= SHORTEST_S);
    const difference = a && b && isLong ? fingerprintDifference(a, b, MAX_SHIFT_S) : undefined;
    if (difference !== undefined && difference <= options.maxDifference) continue;
    refused.add(plan);
    const reason = difference === undefined ? 'not-compared' : 'other-sound';
    left.push({ path: plan.file.path, keeper: plan.keeper.path, reason });
  }
  return { planned: planned.filter((plan) => !refused.has(plan)), left, problems };
}
