import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OptionError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { expect, test } from 'vitest';
import { writeTraktorNml } from '../traktor/write-traktor-nml.ts';
import { editRekordboxXml } from '../xml/edit-rekordbox-xml.ts';
import { rewriteRekordboxXml } from '../xml/rewrite-rekordbox-xml.ts';
import { writeRekordboxXml } from '../xml/write-rekordbox-xml.ts';

const product = { name: '', version: '', company: '' };
const WRITERS: Record<string, (input: string, output: string) => Promise<unknown>> = {
  writeRekordboxXml: (_, output) => writeRekordboxXml(output, { product, trackCount: 0, tracks: [] }),
  editRekordboxXml: (input, output) => editRekordboxXml(input, output),
  rewriteRekordboxXml: (input, output) => rewriteRekordboxXml(input, output),
  writeTraktorNml: (_, output) => writeTraktorNml(output, { tracks: [] }),
};

test.each(Object.entries(WRITERS))('%s names the file that it can not write', async (_, write) => {
  const folder = await temporaryFolder('replace-user-file');
  const input = join(folder, 'in.xml');
  await writeFile(input, '<DJ_PLAYLISTS Version="1.0.0"/>');
  const output = join(folder, 'missing', 'out.xml');
  const failed = await write(input, output).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(OptionError);
  expect((failed as OptionError).message).toContain(output);
});
