import { FOLLOW_PLAYERS_DEFAULTS } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { printJson, tell } from '../output/output.ts';
import { interruptible } from '../progress/interrupt.ts';
import { DeckReport } from '../reports/deck-report.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist djlink-listen`: prints what the players on the network play, and what would go next. */
export const djlinkListen = defineCommand({
  addFlags: (table) =>
    table
      .option('announce', {
        type: 'boolean',
        default: false,
        describe: 'Announce a virtual player, so that players say which track they play',
      })
      .option('interface', {
        type: 'string',
        valueName: 'name',
        defaultText: 'all',
        describe: 'Name or IPv4 address of the network interface',
      })
      .option('base', {
        type: 'string',
        path: 'file',
        describe: 'XML export of your Rekordbox collection, to know its tracks by their identifiers',
      })
      .option('top', {
        type: 'number',
        default: FOLLOW_PLAYERS_DEFAULTS.top,
        valueName: 'tracks',
        describe: 'Number of tracks to recommend after each',
      })
      .option('every', {
        type: 'number',
        option: 'everyS',
        default: FOLLOW_PLAYERS_DEFAULTS.everyS,
        valueName: 'seconds',
        describe: 'Seconds between two lists of the players',
      }),
  run: ({ announce, interface: network, base, top, every: everyS }, output) =>
    withLibrary(output, (library) =>
      interruptible(
        async (signal) => {
          const report = new DeckReport(library, output);
          for await (const event of library.followPlayers({
            announce,
            interface: network,
            base,
            top,
            everyS,
            signal,
          })) {
            if (event.type === 'listening') {
              tell(output, 'Listening for Pro DJ Link devices. Press Ctrl-C to stop.');
              if (!announce) tell(output, 'Players say which track they play only with --announce.');
            } else if (output.json) printJson(event.decks);
            else report.print(event.decks);
          }
          return EXIT.done;
        },
        () => tell(output, 'Stopped.'),
      ),
    ),
});
