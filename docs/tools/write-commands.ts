/** Writes the reference of the commands to docs/commands, from the tables of the command line itself. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { commandPages } from './command-pages.ts';

const FOLDER = 'docs/commands';
rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER);
for (const [name, text] of commandPages()) writeFileSync(`${FOLDER}/${name}`, text);
