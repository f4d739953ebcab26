import { BYTE_STAGES, type Stage } from '@rbassist/core';

/** Labels of the stages of a long job. */
export const STAGE_LABELS: Readonly<Record<Stage, string>> = {
  walk: 'Looking for music',
  files: 'Looking for files',
  moved: 'Finding moved files',
  vectors: 'Reading vectors',
  'vector-names': 'Renaming vectors',
  removals: 'Removing files',
  describe: 'Reading tags',
  hash: 'Reading files',
  fingerprint: 'Fingerprinting',
  compare: 'Comparing',
  stage: 'Staging',
  unstage: 'Putting back',
  analyze: 'Analysing',
  embed: 'Embedding',
  normalize: 'Normalising',
  index: 'Indexing',
  import: 'Importing',
  export: 'Exporting',
  recommend: 'Finding matches',
  'tag-learning': 'Learning tags',
  plan: 'Planning (percent)',
  tags: 'Comparing tags',
  download: 'Downloading',
  checksum: 'Checking downloads',
  verify: 'Verifying',
};

/** Stages that show a rate: those that read audio or bytes. */
export const RATED_STAGES: ReadonlySet<Stage> = new Set<Stage>([
  ...BYTE_STAGES,
  'hash',
  'fingerprint',
  'analyze',
  'embed',
  'normalize',
  'import',
]);
