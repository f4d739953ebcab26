/**
 * Name of the log in a folder of staged duplicates. rbassist reads it to put them back, and a scan skips every folder
 * that contains it.
 */
export const STAGING_LOG = 'rbassist-staged.ndjson';
