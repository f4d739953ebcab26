import { trackName } from '@rbassist/core';
import type { BandcampChange, BandcampImport, Library } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { commandLine } from '../output/command-line.ts';
import { counted } from '../output/count.ts';
import { print, printJson, tell } from '../output/output.ts';
import { printMissingRows } from '../reports/list-report.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist bandcamp-import`: imports tags and genres of purchases from a CSV file. */
export const bandcampImport = defineCommand({
  addFlags: (table) =>
    table
      .positional('csv', { type: 'string', demandOption: true, describe: 'CSV file of purchases' })
      .positional('config', {
        type: 'string',
        demandOption: true,
        describe: 'YAML file that names the columns: artist, title, tags, genre, subgenre',
      })
      .option('force', {
        type: 'boolean',
        default: false,
        describe: 'Also replace tags and genres that tracks have',
      })
      .option('dry-run', { type: 'boolean', default: false, describe: 'Only list the changes' }),
  run: ({ csv, config, force, dryRun }, output) =>
    withLibrary(output, async (library) => {
      const report = await library.importBandcamp(csv, config, { force, dryRun });
      if (output.json) {
        printJson({ ...report, dryRun });
        return EXIT.done;
      }
      const { changed, kept, notFound } = report;
      const verb = dryRun ? 'would change' : 'changed';
      print(`${counted(changed.length, 'track')} ${verb}${changed.length === 0 ? '.' : ':'}`);
      for (const change of changed) print(`  ${nameOf(library, change.path)}: ${changeText(change)}`);
      printKept(kept, library);
      printMissingRows(notFound, output);
      if (dryRun) tell(output, 'Nothing changed.');
      else if (changed.length > 0) tell(output, `To undo this, run ${commandLine(['ai-tag', 'undo'], output)}.`);
      return EXIT.done;
    }),
});

function nameOf(library: Library, path: string): string {
  return trackName(path, library.track(path) ?? {});
}

function changeText({ tags, genre, subgenre }: BandcampChange): string {
  const parts = [
    ...(tags === undefined ? [] : [`tags ${tags.join(', ')}`]),
    ...(genre === undefined ? [] : [`genre ${genre}`]),
    ...(subgenre === undefined ? [] : [`subgenre ${subgenre}`]),
  ];
  return parts.join('; ');
}

function printKept(kept: BandcampImport['kept'], library: Library): void {
  if (kept.length === 0) return;
  print(`${counted(kept.length, 'value')} kept, because the tracks have others (--force replaces them):`);
  for (const { path, field, own, offered } of kept) {
    print(`  ${nameOf(library, path)}: ${field} ${textOf(own)}, not ${textOf(offered)}`);
  }
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}
