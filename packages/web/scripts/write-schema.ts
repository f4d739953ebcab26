/** Writes what the page takes from other packages: the types of the API, and values of the engine. */
import { writeFile } from 'node:fs/promises';
import { apiTypes, SCHEMA_FILE } from './api-types.ts';
import { ENGINE_FILE, engineValues } from './engine-values.ts';

await writeFile(SCHEMA_FILE, await apiTypes());
await writeFile(ENGINE_FILE, engineValues());
