/**
 * The log that a folder of staged duplicates holds, by which they can be put back. A folder with a file of this name is passed over when music is
 * looked for, so that staged files are not found again.
 */
export const STAGING_LOG = 'rbassist-staged.ndjson';
