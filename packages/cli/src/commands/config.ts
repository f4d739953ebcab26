import { KEY_NOTATIONS } from '@rbassist/core';
import { type Config, readConfig, type SettingSource } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { print, printJson } from '../output/output.ts';
import { type Column, formatTable } from '../output/table.ts';

const COLUMNS: readonly Column[] = [{ heading: 'Setting' }, { heading: 'Value' }, { heading: 'From' }];

/** `rbassist config`: shows every setting, where its value comes from, and the configuration files. */
export const config = defineCommand({
  addFlags: (table) => table,
  run: async (_flags, output) => {
    const read = await readConfig({ dataDir: output.dataDir });
    if (output.json) {
      printJson(read);
      return EXIT.done;
    }
    print(formatTable(COLUMNS, rows(read)));
    print(['', 'Configuration files, highest priority first']);
    for (const { path, exists } of read.files) print(`  ${path}${exists ? '' : ' (does not exist)'}`);
    return EXIT.done;
  },
});

function rows({ settings, sources }: Config): string[][] {
  const { dataDir = 'none', folders = [], workers, keyNotation = KEY_NOTATIONS[0], presets = {} } = settings;
  const single = {
    dataDir,
    folders: folders.length > 0 ? folders.join(', ') : 'none',
    workers: workers === undefined ? 'CPU cores minus one' : String(workers),
    keyNotation,
  };
  const named = Object.entries(presets).map(([name, options]) => [`presets.${name}`, JSON.stringify(options)]);
  return [...Object.entries(single), ...named].map(([key, value]) => [key, value, sourceText(sources[key])]);
}

function sourceText(source: SettingSource): string {
  switch (source.from) {
    case 'option':
      return '--data-dir';
    case 'environment':
      return `$${source.variable}`;
    case 'file':
      return source.path;
    case 'default':
      return 'default';
  }
}
