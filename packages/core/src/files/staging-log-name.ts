/** Log in a folder of staged duplicates, to put them back. A scan skips every folder that contains it. */
export const STAGING_LOG = 'rbassist-staged.ndjson';
