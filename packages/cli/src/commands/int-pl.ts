import { resolve } from 'node:path';
import { OptionError } from '@rbassist/core';
import type { Library, PlaylistPreset, PlaylistRules } from '@rbassist/library';
import type { ValuesOf } from '../arguments/argument-table.ts';
import { UsageError } from '../arguments/usage-error.ts';
import { defineCommand } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { LIST_ENDINGS, LIST_FLAGS, listText, writeList } from '../flags/list-output.ts';
import { playlistRules, RULE_FLAGS } from '../flags/rule-flags.ts';
import { counted } from '../output/count.ts';
import { type Output, print, printJson, tell } from '../output/output.ts';
import { printTracks } from '../reports/list-report.ts';
import { printPresets } from '../reports/preset-report.ts';
import { withLibrary } from '../with-library.ts';

const DEFAULTS = { out: 'rb_intelligent.xml', name: 'Intelligent' } as const;

const PRESET_FLAGS = {
  preset: {
    type: 'string',
    isOwnPreset: true,
    section: 'Presets',
    valueName: 'name',
    describe: 'Use the saved rules of this name; other rules are added or replace them',
  },
  'save-preset': {
    type: 'string',
    section: 'Presets',
    valueName: 'name',
    describe: 'Save the rules and --out under this name, and write no playlist',
  },
  'delete-preset': {
    type: 'string',
    section: 'Presets',
    valueName: 'name',
    describe: 'Remove the saved rules of this name',
  },
  'list-presets': { type: 'boolean', section: 'Presets', default: false, describe: 'List the saved rules' },
  'all-presets': {
    type: 'boolean',
    section: 'Presets',
    default: false,
    describe: 'Write the playlists of all saved rules',
  },
} as const;

/** `rbassist int-pl`: writes a playlist of the tracks that fit rules. */
export const intPl = defineCommand({
  addFlags: (table) =>
    table
      .option('out', {
        type: 'string',
        path: 'file',
        defaultText: DEFAULTS.out,
        describe: `File to write: ${LIST_ENDINGS}`,
      })
      .option('name', {
        type: 'string',
        valueName: 'name',
        defaultText: DEFAULTS.name,
        describe: 'Name of the playlist in Rekordbox',
      })
      .option('list', { type: 'boolean', default: false, describe: 'Only list the tracks' })
      .options(LIST_FLAGS)
      .options(RULE_FLAGS)
      .options(PRESET_FLAGS),
  run: (flags, output) => {
    const { preset, savePreset, deletePreset, listPresets, allPresets } = flags;
    const actions = { '--save-preset': savePreset, '--delete-preset': deletePreset };
    const given = [
      ...Object.entries(actions).flatMap(([flag, value]) => (value === undefined ? [] : [flag])),
      ...(listPresets ? ['--list-presets'] : []),
      ...(allPresets ? ['--all-presets'] : []),
    ];
    if (given.length > 1) throw new UsageError(`Give only one of ${given.join(' and ')}.`);
    return withLibrary(output, async (library) => {
      if (listPresets) return showPresets(library, output);
      if (deletePreset !== undefined) return removePreset(library, deletePreset, output);
      if (allPresets) return writeAll(library, flags, output);
      const saved = preset === undefined ? undefined : await library.playlistPreset(preset);
      const rules = playlistRules(flags, saved?.rules);
      const file = flags.out ?? saved?.output ?? DEFAULTS.out;
      if (savePreset !== undefined) {
        const { name, output: out } = await library.savePlaylistPreset({ name: savePreset, output: file, rules });
        if (output.json) printJson({ name, output: out, rules });
        else tell(output, `Saved the preset "${name}". To write its playlist, use --preset.`);
        return EXIT.done;
      }
      return writeRuled(library, { file, name: flags.name ?? saved?.name ?? DEFAULTS.name, rules }, flags, output);
    });
  },
});

type WriteFlags = ValuesOf<typeof LIST_FLAGS> & { list: boolean };

async function writeRuled(
  library: Library,
  { file, name, rules }: { file: string; name: string; rules: PlaylistRules },
  flags: WriteFlags,
  output: Output,
): Promise<ExitCode> {
  const { tracks, absent } = await library.listByRules(rules);
  const paths = tracks.map(({ path }) => path);
  const written = flags.list || paths.length === 0 ? undefined : await writeList(library, { file, name, paths }, flags);
  if (output.json) printJson({ name, ...(written !== undefined && { file: written }), rules, tracks, absent });
  else if (tracks.length > 0 && (flags.list || output.verbose)) printTracks(tracks, library, output);
  if (written !== undefined && !output.json) print(listText({ name, paths }, written));
  if (absent > 0) tell(output, `Left out ${counted(absent, 'track')} whose file is missing or was moved away.`);
  if (paths.length > 0) return EXIT.done;
  tell(output, `No track fits the rules of "${name}", so no playlist was written.`);
  return EXIT.failed;
}

/** Writes all presets. Checks their files first, so that no playlist replaces another. */
async function writeAll(library: Library, flags: WriteFlags, output: Output): Promise<ExitCode> {
  const presets = await library.playlistPresets();
  if (presets.length === 0) {
    tell(output, 'There are no presets. To save one, use --save-preset.');
    return EXIT.failed;
  }
  refuseSharedFiles(presets);
  let code: ExitCode = EXIT.done;
  for (const { name } of presets) {
    const { rules, output: file } = await library.playlistPreset(name);
    if ((await writeRuled(library, { file, name, rules }, flags, output)) !== EXIT.done) code = EXIT.failed;
  }
  return code;
}

function refuseSharedFiles(presets: readonly PlaylistPreset[]): void {
  const byFile = new Map<string, string>();
  for (const { name, output } of presets) {
    const file = resolve(output).toLowerCase();
    const other = byFile.get(file);
    if (other !== undefined) {
      throw new OptionError(
        `The presets "${other}" and "${name}" have the same file, ${output}. Save one of them again with another --out.`,
      );
    }
    byFile.set(file, name);
  }
}

async function showPresets(library: Library, output: Output): Promise<ExitCode> {
  const presets = await library.playlistPresets();
  if (output.json) printJson(presets);
  else if (presets.length > 0) printPresets(presets);
  else tell(output, 'There are no presets. To save one, use --save-preset.');
  return EXIT.done;
}

async function removePreset(library: Library, name: string, output: Output): Promise<ExitCode> {
  await library.deletePlaylistPreset(name);
  if (output.json) printJson({ deleted: name });
  else tell(output, `Removed the preset "${name}".`);
  return EXIT.done;
}
