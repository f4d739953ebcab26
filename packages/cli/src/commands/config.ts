import { KEY_NOTATIONS, PRESETS, type RecommendOptions } from '@rbassist/core';
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
      printJson({ ...read, builtInPresets: PRESETS });
      return exitCode;
    }
    print(formatTable(COLUMNS, rows(read)));
    print(['', 'Presets, for --preset', ...presetLines(read)]);
    print(['', 'Configuration files, highest priority first']);
    for (const file of read.files) print(`  ${file.path}${fileState(file)}`);
    for (const { error } of read.files) {
      if (error) complain(`rbassist: ${withRemedies(error.message, error.remedies, output)}`);
    }
    return exitCode;
  },
});

function rows({ settings, sources }: Config): string[][] {
  const { dataDir = 'none', folders = [], workers, keyNotation = KEY_NOTATIONS[0] } = settings;
  const single = {
    dataDir,
    folders: folders.length > 0 ? folders.join(', ') : 'none',
    workers: workers === undefined ? 'CPU cores minus one' : String(workers),
    keyNotation,
  };
  return Object.entries(single).map(([key, value]) => [key, value, sourceText(sources[key])]);
}

/** Lists the presets as a configuration file spells them; the user's own replace built-in ones. */
function presetLines({ settings: { presets: own = {} }, sources }: Config): string[] {
  return Object.entries({ ...PRESETS, ...own }).flatMap(([name, options]) => {
    const source = Object.hasOwn(own, name) ? sourceText(sources[`presets.${name}`]) : 'built in';
    return [`  ${name} (${source})`, `    ${presetText(options)}`];
  });
}

/** Returns a preset as JSON with blanks, where a long line can break, and without weights of 0. */
function presetText({ weights, ...options }: RecommendOptions): string {
  const given = Object.entries(weights ?? {}).filter(([, weight]) => weight !== 0);
  const values = { ...options, ...(weights && { weights: Object.fromEntries(given) }) };
  return JSON.stringify(values, undefined, 1).replaceAll(/\n */g, ' ');
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
