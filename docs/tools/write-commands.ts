/** Writes the command reference to docs/commands, from the help of the commands. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { commandPages } from './command-pages.ts';

const FOLDER = 'docs/commands';
rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER);
for (const [name, text] of commandPages()) writeFileSync(`${FOLDER}/${name}`, text);
