import type { CommandEntry } from './commands.ts';

/** Commands of `rbassist set`. */
export const SET_COMMANDS: readonly CommandEntry[] = [
  {
    spelling: 'plan <name> [seeds..]',
    summary: 'Plan a set, and save it',
    details:
      'It chooses tracks and their order: each mixes with the next, and the set follows your curves and rules. Seeds are tracks that it must contain.',
    examples: [
      { command: 'rbassist set plan friday --length 20', does: 'Plan 20 tracks that mix' },
      {
        command: 'rbassist set plan friday "track one" --duration 90m --energy peak',
        does: 'Plan 90 minutes with this track, with the peak after the middle',
      },
      {
        command: 'rbassist set plan friday --start "track one" --bpm 120-128 --keys-must-mix',
        does: 'Begin with this track and get faster, without a clash of keys',
      },
    ],
    load: async () => (await import('./commands/set-plan.ts')).setPlan,
  },
  {
    spelling: 'list',
    summary: 'List the saved sets',
    examples: [{ command: 'rbassist set list', does: 'List every set with its length' }],
    load: async () => (await import('./commands/set-list.ts')).setList,
  },
  {
    spelling: 'show <name>',
    summary: 'Show a set and its mixes',
    details: 'The score and the mix in a row are those from the track before.',
    examples: [{ command: 'rbassist set show friday', does: 'Show the tracks and mixes of a set' }],
    load: async () => (await import('./commands/set-show.ts')).setShow,
  },
  {
    spelling: 'add <name> <tracks..>',
    summary: 'Add tracks to a set',
    details: 'It creates the set if there is none of that name.',
    examples: [
      { command: 'rbassist set add friday "artist title"', does: 'Add a track at the end' },
      { command: 'rbassist set add friday a.mp3 b.mp3 --at 3', does: 'Add two tracks as numbers 3 and 4' },
    ],
    load: async () => (await import('./commands/set-add.ts')).setAdd,
  },
  {
    spelling: 'remove <name> <tracks..>',
    summary: 'Remove tracks from a set',
    examples: [{ command: 'rbassist set remove friday 3 5', does: 'Remove the third and the fifth track' }],
    load: async () => (await import('./commands/set-remove.ts')).setRemove,
  },
  {
    spelling: 'move <name> <from> <to>',
    summary: 'Move a track of a set to another place',
    examples: [{ command: 'rbassist set move friday 7 2', does: 'Make track 7 the second one' }],
    load: async () => (await import('./commands/set-move.ts')).setMove,
  },
  {
    spelling: 'lock <name> <tracks..>',
    summary: 'Make tracks of a set keep their places',
    details: 'Locked tracks stay where they are when you fill or order the set.',
    examples: [{ command: 'rbassist set lock friday 1 10', does: 'Keep tracks 1 and 10 where they are' }],
    load: async () => (await import('./commands/set-lock.ts')).setLock,
  },
  {
    spelling: 'unlock <name> <tracks..>',
    summary: 'Let tracks of a set move again',
    examples: [{ command: 'rbassist set unlock friday 10', does: 'Let track 10 move again' }],
    load: async () => (await import('./commands/set-lock.ts')).setUnlock,
  },
  {
    spelling: 'fill <name>',
    summary: 'Add tracks that fit into a set',
    details:
      'The tracks of the set stay in their order, and new ones come between or after them. The options that the set was planned with apply again, unless you give others.',
    examples: [{ command: 'rbassist set fill friday --to 25', does: 'Add tracks until the set has 25' }],
    load: async () => (await import('./commands/set-fill.ts')).setFill,
  },
  {
    spelling: 'order <name>',
    summary: 'Put the tracks of a set in the best order',
    details:
      'Locked tracks keep their places. The options that the set was planned with apply again, unless you give others.',
    examples: [
      { command: 'rbassist set order friday', does: 'Order the tracks so that they mix' },
      { command: 'rbassist set order friday --keys-must-mix --max-pitch 4', does: 'Order it again with other rules' },
    ],
    load: async () => (await import('./commands/set-order.ts')).setOrder,
  },
  {
    spelling: 'rate <name> [n] [stars]',
    summary: 'Explain the mixes of a set, or give stars to one',
    examples: [
      { command: 'rbassist set rate friday', does: 'Show the score of each mix, and every part of it' },
      { command: 'rbassist set rate friday 3 5', does: 'Give five stars to the mix from track 3 into track 4' },
    ],
    load: async () => (await import('./commands/set-rate.ts')).setRate,
  },
  {
    spelling: 'export <name>',
    summary: 'Write a set to a playlist file',
    examples: [
      { command: 'rbassist set export friday --out friday.m3u8', does: 'Write an M3U8 playlist' },
      {
        command: 'rbassist set export friday --out /media/stick/friday.m3u8 --relative',
        does: 'Write relative paths, for a stick that also has the music',
      },
      { command: 'rbassist set export friday --out friday.xml', does: 'Write a file that Rekordbox imports' },
    ],
    load: async () => (await import('./commands/set-export.ts')).setExport,
  },
  {
    spelling: 'rename <name> <to>',
    summary: 'Give a set another name',
    examples: [{ command: 'rbassist set rename friday "friday late"', does: 'Rename a set' }],
    load: async () => (await import('./commands/set-rename.ts')).setRename,
  },
  {
    spelling: 'delete <name>',
    summary: 'Delete a set, but not its tracks',
    examples: [{ command: 'rbassist set delete friday', does: 'Delete a set; `set undo` brings it back' }],
    load: async () => (await import('./commands/set-delete.ts')).setDelete,
  },
  {
    spelling: 'undo <name>',
    summary: 'Undo the last change of a set',
    details: 'It also brings a deleted set back. Run it again to redo the change.',
    examples: [{ command: 'rbassist set undo friday', does: 'Put the set back as it was before' }],
    load: async () => (await import('./commands/set-undo.ts')).setUndo,
  },
];
