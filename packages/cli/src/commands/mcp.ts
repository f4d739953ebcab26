import { serveTools } from '@rbassist/server';
import packageJson from '../../package.json' with { type: 'json' };
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { complainOfError } from '../output/complain-of-error.ts';
import { tell } from '../output/output.ts';
import { interruptible } from '../progress/interrupt.ts';
import { whenAborted } from '../progress/when-aborted.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist mcp`: offers the library to an assistant that started the command. */
export const mcp = defineCommand({
  addFlags: (table) =>
    table
      .option('allow-writes', {
        type: 'boolean',
        default: false,
        describe: 'Also let the assistant save sets and playlists, and change tags and values',
      })
      .option('export-folder', {
        type: 'string',
        path: 'folder',
        defaultText: 'exports in the data folder',
        describe: 'Folder of the playlists that the assistant saves',
      }),
  run: ({ allowWrites, exportFolder }, output) =>
    withLibrary(output, (library) =>
      interruptible(
        async (signal) => {
          await using tools = await serveTools(library, {
            allowWrites,
            exportFolder,
            version: packageJson.version,
            onError: complainOfError,
          });
          if (process.stdin.isTTY)
            tell(output, 'Waiting for an assistant. It starts this command itself; press Ctrl-C to stop.');
          await Promise.race([whenAborted(signal), tools.closed]);
          return EXIT.done;
        },
        () => {},
      ),
    ),
});
