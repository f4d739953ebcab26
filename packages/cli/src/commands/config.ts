import { KEY_NOTATIONS } from '@rbassist/core';
import { type Config, readConfig, type SettingSource } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { complain, print, printJson } from '../output/output.ts';
import { withRemedies } from '../output/remedy-text.ts';
import { type Column, formatTable } from '../output/table.ts';
import { warnTo } from '../output/warn-to.ts';

const COLUMNS: readonly Column[] = [{ heading: 'Setting' }, { heading: 'Value' }, { heading: 'From' }];

/** `rbassist config`: shows every setting, where its value comes from, and the configuration files. */
export const config = defineCommand({
  needs: 'current-folder',
  addFlags: (table) => table,
  run: async (_flags, output) => {
    const read = await readConfig({ dataDir: output.dataDir, onWarning: warnTo(output), skipInvalid: true });
    const exitCode = read.files.some(({ error }) => error) ? EXIT.failed : EXIT.done;
    if (output.json) {
      printJson(read);
      return exitCode;
    }
    print(formatTable(COLUMNS, rows(read)));
    print(['', 'Configuration files, highest priority first']);
    for (const file of read.files) print(`  ${file.path}${fileState(file)}`);
    for (const { error } of read.files) {
      if (error) complain(`rbassist: ${withRemedies(error.message, error.remedies, output)}`);
    }
    return exitCode;
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

function fileState({ exists, error }: Config['files'][number]): string {
  if (error) return ' (skipped)';
  return exists ? '' : ' (does not exist)';
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
