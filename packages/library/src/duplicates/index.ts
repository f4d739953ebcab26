export type { DuplicateProblem } from './compared-file.ts';
export type { DescribedFile } from './described-file.ts';
export { DUPLICATE_DEFAULTS, DUPLICATE_MODES, type DuplicateOptions } from './duplicate-options.ts';
export type { DuplicateReport, FoundCopy, FoundGroup } from './find-duplicates.ts';
export type { StageOptions, StageReport } from './stage-duplicates.ts';
export type { LeftFile } from './staging-plan.ts';
export type { UnstageOptions, UnstageReport } from './unstage.ts';
