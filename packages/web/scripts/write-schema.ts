/** Writes the types of the page's client from the API's own document. */
import { writeFile } from 'node:fs/promises';
import { apiTypes, SCHEMA_FILE } from './api-types.ts';

await writeFile(SCHEMA_FILE, await apiTypes());
