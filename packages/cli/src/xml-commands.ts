import type { CommandEntry } from './commands.ts';

/** Commands of `rbassist xml`. */
export const XML_COMMANDS: readonly CommandEntry[] = [
  {
    spelling: 'rewrite <input> <output>',
    summary: 'Copy an XML file through rbassist, byte for byte',
    details:
      'Try it on your own export before you let rbassist write one. A file that Rekordbox wrote comes out the same both ways. It never changes the input.',
    examples: [
      { command: 'rbassist xml rewrite rekordbox.xml copy.xml', does: 'Read the file and copy it' },
      {
        command: 'rbassist xml rewrite rekordbox.xml copy.xml --from-values',
        does: "Write it anew by Rekordbox' own layout",
      },
    ],
    load: async () => (await import('./commands/xml-rewrite.ts')).xmlRewrite,
  },
  {
    spelling: 'calibrate <file>',
    summary: 'Check that grids and cues will not shift',
    details:
      'It compares the grids that rbassist measured with yours, for each way in which files begin, and warns if a median is not near 0. It changes nothing. Run it before you import grids.',
    examples: [
      {
        command: 'rbassist xml calibrate rekordbox.xml',
        does: 'Compare your grids of Rekordbox with the measured ones',
      },
    ],
    load: async () => (await import('./commands/xml-calibrate.ts')).xmlCalibrate,
  },
  {
    spelling: 'check <xml..>',
    summary: 'List what Rekordbox would refuse in an XML file',
    details:
      'Each finding has its line, the reason, a remedy, and where the knowledge comes from. It changes nothing. The exit code is 1 if Rekordbox would refuse something.',
    examples: [
      { command: 'rbassist xml check rbassist.xml', does: 'Check a file before you import it into Rekordbox' },
      { command: 'rbassist xml check rekordbox.xml --files all', does: 'Also list every file that is missing here' },
      { command: 'rbassist xml check rekordbox.xml --json', does: 'Print the findings as JSON' },
    ],
    load: async () => (await import('./commands/xml-check.ts')).xmlCheck,
  },
  {
    spelling: 'diff <from> <to>',
    summary: 'Compare the tracks and playlists of two XML files',
    details:
      'It compares grids and cues too: values, not text: order, line ends and track numbers do not count. The exit code is 1 if something differs.',
    examples: [
      { command: 'rbassist xml diff monday.xml friday.xml', does: 'List what changed in Rekordbox since Monday' },
      { command: 'rbassist xml diff a.xml b.xml --tolerance 0', does: 'Also list times that differ by a millisecond' },
    ],
    load: async () => (await import('./commands/xml-diff.ts')).xmlDiff,
  },
  {
    spelling: 'plan <theirs>',
    summary: 'List what an import into Rekordbox would do',
    details:
      'It compares the library, or the tracks and playlists that you name, with your own export of Rekordbox: new, changed, unchanged, refused. With --out, it writes a small file with only the tracks that need an import, and lists the clicks that import it. It never changes your export.',
    examples: [
      { command: 'rbassist xml plan rekordbox.xml', does: 'List what would happen to each track' },
      {
        command: 'rbassist xml plan rekordbox.xml --set friday --out friday.xml',
        does: 'Write a file with that set, and show how to import it',
      },
    ],
    load: async () => (await import('./commands/xml-plan.ts')).xmlPlan,
  },
  {
    spelling: 'watch <target>',
    summary: 'Import the file that Rekordbox exports at each quit',
    details:
      'In Rekordbox, turn on Preferences > Advanced > Others > Tribe XR > XML Auto Export. Name the file or its folder. It waits until the file is complete, and runs until you press Ctrl-C.',
    examples: [
      { command: 'rbassist xml watch ~/Music/rekordbox-xml', does: 'Import each new export in that folder' },
      { command: 'rbassist xml watch rekordbox.xml --action check', does: 'Check each new export, and import nothing' },
    ],
    load: async () => (await import('./commands/xml-watch.ts')).xmlWatch,
  },
];
