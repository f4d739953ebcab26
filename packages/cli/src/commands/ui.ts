import { SERVE_DEFAULTS, serveLibrary } from '@rbassist/server';
import { PAGE_FOLDER } from '@rbassist/web';
import packageJson from '../../package.json' with { type: 'json' };
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { complainOfError } from '../output/complain-of-error.ts';
import { openBrowser } from '../output/open-browser.ts';
import { printJson, tell } from '../output/output.ts';
import { interruptible } from '../progress/interrupt.ts';
import { whenAborted } from '../progress/when-aborted.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist ui`: serves the page until the user stops it. */
export const ui = defineCommand({
  addFlags: (table) =>
    table
      .option('port', {
        type: 'number',
        default: SERVE_DEFAULTS.port,
        describe: 'Port of the page; 0 takes any free one',
      })
      .option('host', {
        type: 'string',
        valueName: 'address',
        default: SERVE_DEFAULTS.host,
        describe: 'Network address; one that other computers can reach needs --token',
      })
      .option('token', {
        type: 'string',
        valueName: 'secret',
        defaultText: 'none to read',
        describe: 'Secret of 16 characters or more that browsers then need, also to read',
      })
      .option('open', { type: 'boolean', default: true, describe: 'Only print the address' }),
  run: ({ port, host, token, open }, output) =>
    withLibrary(output, (library) =>
      interruptible(
        async (signal) => {
          await using server = await serveLibrary(library, {
            port,
            host,
            token,
            page: PAGE_FOLDER,
            version: packageJson.version,
            onError: complainOfError,
          });
          if (output.json) printJson({ url: server.url, pageUrl: server.pageUrl });
          tell(output, `The page is at ${server.pageUrl}. Press Ctrl-C to stop it.`);
          if (open && !(await openBrowser(server.pageUrl))) tell(output, 'Open this address in your browser.');
          await whenAborted(signal);
          return EXIT.done;
        },
        () => tell(output, 'Stopped.'),
      ),
    ),
});
