import { SERVE_DEFAULTS, serveLibrary } from '@rbassist/server';
import { PAGE_FOLDER } from '@rbassist/web';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { tell } from '../output/output.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist ui`: the page. */
export const ui = defineCommand({
  addFlags: (table) =>
    table
      .option('port', { type: 'number', default: SERVE_DEFAULTS.port, describe: 'Port of the page' })
      .option('host', { type: 'string', default: SERVE_DEFAULTS.host, describe: 'Address to listen on' }),
  run: ({ port, host }, output) =>
    withLibrary(output, async (library) => {
      await using server = await serveLibrary(library, { port, host, page: PAGE_FOLDER });
      tell(output, `The page is at ${server.url}. Press Ctrl-C to stop it.`);
      await new Promise((resolve) => process.once('SIGINT', resolve));
      return EXIT.done;
    }),
});
