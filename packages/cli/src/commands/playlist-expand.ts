import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { CRATE_DEFAULTS, CRATE_PRESETS, NotFoundError, OptionError } from '@rbassist/core';
import { UsageError } from '../arguments/usage-error.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { CRATE_FLAGS, CRATE_WEIGHT_FLAGS, crateOptions } from '../flags/crate-flags.ts';
import { KEEP_CRATE_FLAGS, keepCrate, requireFreeSet } from '../flags/keep-crate.ts';
import { writtenText } from '../flags/playlist-flags.ts';
import { problemText } from '../flags/problem-text.ts';
import { playlistToExpand, REKORDBOX_PLAYLIST_FLAGS } from '../flags/rekordbox-playlist-flags.ts';
import { printJson, tell } from '../output/output.ts';
import { withProgress } from '../progress/with-progress.ts';
import { printCrate, tellCrate } from '../reports/crate-report.ts';
import { previewOf } from '../reports/expansion-preview.ts';
import { withLibrary } from '../with-library.ts';

/** Modes of the Python rbassist. */
const MODES = ['balanced', 'tight', 'adventurous'] as const;
/** Fewest tracks with a vector, as in the Python rbassist. */
const LEAST_MATCHED = 3;
/** `rbassist playlist-expand`: grows a playlist with the flags of the Python rbassist. */
export const playlistExpand = defineCommand({
  addFlags: (table) =>
    table
      .option('playlist', {
        type: 'string',
        valueName: 'playlist',
        describe: 'Playlist file (M3U8), saved set, or playlist of Rekordbox: Name, Folder/Name or db:ID; required',
      })
      .option('target-total', {
        type: 'number',
        option: 'to',
        valueName: 'tracks',
        describe: 'Number of tracks of the grown playlist',
      })
      .option('add-count', { type: 'number', option: 'add', valueName: 'tracks', describe: 'Number of tracks to add' })
      .option('mode', {
        choices: MODES,
        default: CRATE_DEFAULTS.preset,
        describe: 'Weights and rules, which other options override',
      })
      .options(CRATE_FLAGS)
      .option('key-filter', { type: 'boolean', default: false, describe: 'Same as --key-mode filter' })
      .option('require-tag', {
        type: 'string',
        option: 'tags',
        array: true,
        valueName: 'tag',
        describe: 'Add only tracks with this tag; with several, with all of them',
      })
      .option('section-scores', {
        type: 'boolean',
        default: false,
        describe: 'Also score the mixes from the tracks of the playlist',
      })
      .option('harmonic-key-score', {
        type: 'boolean',
        default: false,
        describe: 'Compare keys by their distance on the circle of fifths',
      })
      .option('preview-json', { type: 'string', path: 'file', describe: 'Write the result to this JSON file' })
      .options(KEEP_CRATE_FLAGS)
      .option('paths', { type: 'boolean', default: false, describe: 'Show the path of each track' })
      .options(CRATE_WEIGHT_FLAGS)
      .options(REKORDBOX_PLAYLIST_FLAGS)
      .option('out-xml', {
        type: 'string',
        path: 'file',
        describe: 'Also write the grown playlist to this XML file, for Rekordbox',
      })
      .option('name', {
        type: 'string',
        valueName: 'name',
        defaultText: 'that of the playlist, and "Expanded"',
        describe: 'Name of the playlist in --out-xml',
      }),
  run: (flags, output) => {
    const {
      playlist,
      targetTotal: to,
      addCount: add,
      mode,
      sectionScores,
      harmonicKeyScore,
      previewJson,
      outXml,
    } = flags;
    if (playlist === undefined) throw new UsageError('--playlist is missing: a playlist file (M3U8), or a saved set.');
    if ((to === undefined) === (add === undefined)) {
      throw new UsageError('Give exactly one of --target-total and --add-count.');
    }
    const { weights, ...shared } = crateOptions(flags);
    const { transition = sectionScores ? CRATE_PRESETS[mode].weights.transition : 0 } = weights;
    const options = {
      ...shared,
      weights: { ...weights, transition },
      preset: mode,
      tags: flags.requireTag,
      keyScore: harmonicKeyScore ? ('harmonic' as const) : ('camelot' as const),
      ...(flags.keyFilter && { keyMode: 'filter' as const }),
    };
    return withLibrary(output, async (library) => {
      await requireFreeSet(library, flags);
      const named = await playlistToExpand(library, playlist, flags, output);
      const crate = await withProgress(output, (run) => library.expandCrate(named, { ...options, to, add, ...run }));
      if (crate.interrupted) return EXIT.interrupted;
      const { members, withoutVector, sources } = crate;
      const matched = members.length - withoutVector.length;
      if (matched < LEAST_MATCHED) {
        tellCrate(crate, { ...options, limit: '' }, output);
        const hint = 'For smaller crates, use `rbassist crate expand`.';
        throw new NotFoundError(
          `${sources[0].name} has ${matched} tracks with a vector, and playlist-expand needs ${LEAST_MATCHED}. ${hint}`,
        );
      }
      const preview = previewOf(crate, options, (path) => library.track(path));
      if (previewJson !== undefined) await writePreview(previewJson, preview);
      const written = await keepCrate(library, crate, flags);
      if (outXml !== undefined) {
        const { name = `${leafName(sources[0].name)} Expanded`, overwrite } = flags;
        written.push(
          writtenText(crate.paths.length, await library.writePlaylist(outXml, crate.paths, { name, overwrite })),
        );
      }
      if (output.json) {
        printJson(preview);
        return EXIT.done;
      }
      printCrate(crate, flags, output);
      const limit = to === undefined ? `--add-count ${add}` : `--target-total ${to}`;
      tellCrate(crate, { ...options, limit }, output);
      if (previewJson !== undefined) tell(output, `Wrote ${resolve(previewJson)}.`);
      for (const line of written) tell(output, line);
      return EXIT.done;
    });
  },
});

/** Returns the name of a playlist without its folders. */
function leafName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

async function writePreview(file: string, preview: object): Promise<void> {
  try {
    await mkdir(dirname(resolve(file)), { recursive: true });
    await writeFile(file, `${JSON.stringify(preview, null, 2)}\n`);
  } catch (error) {
    throw new OptionError(`${file} can't be written: ${problemText(error)}`, { cause: error });
  }
}
