/**
 * Name of the log in a folder of staged duplicates, from which they can be put back. A scan skips every folder that
 * holds such a file.
 */
export const STAGING_LOG = 'rbassist-staged.ndjson';
