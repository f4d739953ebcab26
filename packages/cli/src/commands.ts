import type { Command } from './command.ts';
import { DJ_PROGRAM_COMMANDS } from './dj-program-commands.ts';
import { SET_COMMANDS } from './set-commands.ts';

/** Headings of the commands in the help, in order. */
export const COMMAND_SECTIONS = [
  'Everyday',
  'Mixes and sets',
  'Tags',
  'DJ programs',
  'Analysis',
  'Maintenance',
  'Models',
  'Experiments',
  'Other',
] as const;

/** One of {@link COMMAND_SECTIONS}. */
export type CommandSection = (typeof COMMAND_SECTIONS)[number];

/** An example command line and its effect. */
export interface CommandExample {
  command: string;
  does: string;
}

/** A command in the list of `--help`. Its code is loaded only when it runs. */
export interface CommandEntry {
  /** Command and arguments in the help, e.g. `scan <paths..>`. */
  spelling: string;
  /** One line, verb first, without a full stop. */
  summary: string;
  /** Sentences after the summary in the help of the command. */
  details?: string;
  /** @default that of the group, else 'Other' */
  section?: CommandSection;
  examples?: readonly CommandExample[];
  load: () => Promise<Command>;
}

/** A command with subcommands. */
export interface CommandGroup {
  spelling: string;
  summary: string;
  section?: CommandSection;
  commands: readonly (CommandEntry | CommandGroup)[];
}

const LIBRARY_COMMANDS: readonly CommandEntry[] = [
  {
    spelling: 'check',
    summary: 'List problems of the library, and how to fix them',
    details: 'It changes nothing.',
    examples: [{ command: 'rbassist library check', does: 'List problems, with the command that fixes each' }],
    load: async () => (await import('./commands/library-check.ts')).libraryCheck,
  },
  {
    spelling: 'repair [folders..]',
    summary: 'Find moved files, and remove damaged or leftover data',
    details: 'It also merges records of the same file. Without --apply, it only lists the changes.',
    examples: [
      { command: 'rbassist library repair', does: 'List what would change' },
      { command: 'rbassist library repair ~/Music --apply', does: 'Look for moved files there, and save the changes' },
    ],
    load: async () => (await import('./commands/library-repair.ts')).libraryRepair,
  },
  {
    spelling: 'prune',
    summary: 'Remove tracks whose files are gone',
    details: 'Their vectors go to the trash. Without --apply, it only lists the tracks.',
    examples: [
      { command: 'rbassist library prune', does: 'List the tracks whose files are gone' },
      { command: 'rbassist library prune --apply', does: 'Remove them from the library, after a backup' },
      {
        command: 'rbassist library prune --root /Volumes/OLD --apply',
        does: 'Remove the tracks of a drive that you no longer have',
      },
    ],
    load: async () => (await import('./commands/library-prune.ts')).libraryPrune,
  },
  {
    spelling: 'restore',
    summary: 'Put removed vectors back',
    details: 'It restores vectors that repair, prune or a change of model moved to the trash.',
    examples: [{ command: 'rbassist library restore', does: 'Take the vectors out of the trash' }],
    load: async () => (await import('./commands/library-restore.ts')).libraryRestore,
  },
  {
    spelling: 'empty-trash',
    summary: 'Delete removed vectors for good',
    examples: [{ command: 'rbassist library empty-trash', does: 'Free the disk space of removed vectors' }],
    load: async () => (await import('./commands/library-empty-trash.ts')).libraryEmptyTrash,
  },
];

const MODEL_COMMANDS: readonly CommandEntry[] = [
  {
    spelling: 'pull <id>',
    summary: 'Download a model',
    details: 'It shows the licence first, and continues an interrupted download.',
    examples: [
      { command: 'rbassist model pull m-a-p/MERT-v1-95M', does: 'Download the smaller MERT model (about 400 MB)' },
    ],
    load: async () => (await import('./commands/model-pull.ts')).modelPull,
  },
  {
    spelling: 'list',
    summary: 'List the models in the cache',
    details: 'Other programs can share this cache; their models are listed too.',
    examples: [{ command: 'rbassist model list', does: 'List models with their size' }],
    load: async () => (await import('./commands/model-list.ts')).modelList,
  },
  {
    spelling: 'path <id>',
    summary: 'Print the folder of a model',
    examples: [{ command: 'rbassist model path m-a-p/MERT-v1-95M', does: 'Print where its files are' }],
    load: async () => (await import('./commands/model-path.ts')).modelPath,
  },
  {
    spelling: 'rm <id>',
    summary: 'Remove a model from the cache',
    details: 'It removes all revisions. Other programs that share the cache lose the model too.',
    examples: [{ command: 'rbassist model rm m-a-p/MERT-v1-95M', does: 'Free its disk space' }],
    load: async () => (await import('./commands/model-rm.ts')).modelRm,
  },
  {
    spelling: 'verify <id>',
    summary: 'Check that a model is intact and works',
    details: 'It compares the files with the published checksums, and a new vector with one from the Python rbassist.',
    examples: [{ command: 'rbassist model verify m-a-p/MERT-v1-95M', does: 'Check that the download is intact' }],
    load: async () => (await import('./commands/model-verify.ts')).modelVerify,
  },
];

const TAG_COMMANDS: readonly CommandEntry[] = [
  {
    spelling: 'list [track]',
    summary: 'List all tags, or the tags of a track',
    examples: [
      { command: 'rbassist tag list', does: 'List every tag with its number of tracks' },
      { command: 'rbassist tag list "artist title"', does: 'Show the tags and suggestions of a track' },
    ],
    load: async () => (await import('./commands/tag-list.ts')).tagList,
  },
  {
    spelling: 'add <track> <tags..>',
    summary: 'Add My Tags to a track',
    details: 'It also adds them to config/tags.yml of the Python rbassist, if there is one.',
    examples: [{ command: 'rbassist tag add "artist title" "Peak Hour" Vocals', does: 'Give a track two tags' }],
    load: async () => (await import('./commands/tag-add.ts')).tagAdd,
  },
  {
    spelling: 'remove <track> <tags..>',
    summary: 'Remove My Tags from a track',
    examples: [{ command: 'rbassist tag remove "artist title" Vocals', does: 'Take a tag away' }],
    load: async () => (await import('./commands/tag-remove.ts')).tagRemove,
  },
];

const AI_TAG_COMMANDS: readonly CommandEntry[] = [
  {
    spelling: 'learn',
    summary: 'Learn your tags, and store suggestions',
    details:
      'It suggests tags for untagged tracks, and replaces earlier suggestions. Your own tags stay as they are until you accept a suggestion.',
    examples: [
      { command: 'rbassist ai-tag learn', does: 'Suggest tags by the rule of the Python rbassist' },
      { command: 'rbassist ai-tag learn --precision 0.8', does: 'Suggest less: four of five must be right' },
    ],
    load: async () => (await import('./commands/ai-tag-learn.ts')).aiTagLearn,
  },
  {
    spelling: 'review',
    summary: 'List stored suggestions',
    examples: [{ command: 'rbassist ai-tag review --limit 50', does: 'List the best suggestions of 50 tracks' }],
    load: async () => (await import('./commands/ai-tag-review.ts')).aiTagReview,
  },
  {
    spelling: 'accept [track] [tags..]',
    summary: 'Add suggested tags to My Tags',
    details: 'It also adds them to config/tags.yml of the Python rbassist, if there is one.',
    examples: [
      { command: 'rbassist ai-tag accept "artist title"', does: 'Accept all suggestions of a track' },
      {
        command: 'rbassist ai-tag accept --all --min-confidence 0.9',
        does: 'Accept all suggestions with a high score',
      },
    ],
    load: async () => (await import('./commands/ai-tag-accept.ts')).aiTagAccept,
  },
  {
    spelling: 'reject [track] [tags..]',
    summary: 'Remove suggestions, and never make them again',
    examples: [{ command: 'rbassist ai-tag reject "artist title" Vocals', does: 'Reject one tag of a track' }],
    load: async () => (await import('./commands/ai-tag-reject.ts')).aiTagReject,
  },
  {
    spelling: 'undo',
    summary: 'Undo the last command that changed tags',
    details: 'Tracks whose tags changed since stay as they are. You can undo the last 20 commands, one by one.',
    examples: [{ command: 'rbassist ai-tag undo', does: 'Put the earlier tags back' }],
    load: async () => (await import('./commands/ai-tag-undo.ts')).aiTagUndo,
  },
  {
    spelling: 'uncertain',
    summary: 'List the tracks whose tags would teach most',
    examples: [{ command: 'rbassist ai-tag uncertain --top-k 20', does: 'List 20 tracks to tag next' }],
    load: async () => (await import('./commands/ai-tag-uncertain.ts')).aiTagUncertain,
  },
  {
    spelling: 'evaluate',
    summary: 'Count the right suggestions of each tag',
    details: 'It tries each tagged track without its own tags, with and without --precision. It changes nothing.',
    examples: [{ command: 'rbassist ai-tag evaluate', does: 'Show which tags rbassist can suggest well' }],
    load: async () => (await import('./commands/ai-tag-evaluate.ts')).aiTagEvaluate,
  },
  {
    spelling: 'stats',
    summary: 'Count tags and suggestions',
    examples: [{ command: 'rbassist ai-tag stats', does: 'Show the most used tags' }],
    load: async () => (await import('./commands/ai-tag-stats.ts')).aiTagStats,
  },
  {
    spelling: 'validate',
    summary: 'Find contradictions among tags and suggestions',
    examples: [{ command: 'rbassist ai-tag validate', does: 'List tags with several spellings' }],
    load: async () => (await import('./commands/ai-tag-validate.ts')).aiTagValidate,
  },
  {
    spelling: 'migrate',
    summary: 'Copy tags of the Python rbassist',
    details:
      'It reads tags.yml, my_tags.yml, ai_suggestions.json and tag_corrections.json, and leaves them as they are.',
    examples: [{ command: 'rbassist ai-tag migrate --dry-run', does: 'Only count the tags' }],
    load: async () => (await import('./commands/ai-tag-migrate.ts')).aiTagMigrate,
  },
  {
    spelling: 'sync-user-model',
    summary: 'Do nothing, for scripts of the Python rbassist',
    details: 'There is no model to keep up to date: each command learns from your current tags and rejections.',
    examples: [{ command: 'rbassist ai-tag sync-user-model', does: 'Keep a script of the Python rbassist working' }],
    load: async () => (await import('./commands/ai-tag-sync.ts')).aiTagSync,
  },
  {
    spelling: 'clear-suggestions',
    summary: 'Remove all stored suggestions',
    examples: [{ command: 'rbassist ai-tag clear-suggestions --yes', does: 'Remove them' }],
    load: async () => (await import('./commands/ai-tag-clear.ts')).aiTagClear,
  },
];

const EXPERIMENT_COMMANDS: readonly CommandEntry[] = [
  {
    spelling: 'judge',
    summary: 'Ask which of two tracks goes better (experimental)',
    details:
      'It plays no music: it prints the paths. It saves each answer at once; run it again to continue. It asks first about tracks with close scores, since it learns most from them.',
    examples: [
      { command: 'rbassist experiments judge', does: 'Ask for 20 answers, and add them to pairs.jsonl' },
      { command: 'rbassist experiments judge --pairs 100 --out my-taste.jsonl', does: 'Ask for 100 answers' },
    ],
    load: async () => (await import('./commands/experiments-judge.ts')).experimentsJudge,
  },
  {
    spelling: 'tune-weights [pairs]',
    summary: 'Learn weights from answers or stars (experimental)',
    details:
      'It prints the weights of the score as options and as a preset, and stores nothing. It also prints how often they agree with you.',
    examples: [
      { command: 'rbassist experiments tune-weights', does: 'Learn from your stars for mixes' },
      { command: 'rbassist experiments tune-weights pairs.jsonl', does: 'Learn from the answers of judge' },
      {
        command: 'rbassist experiments tune-weights pairs.jsonl --initial harmonic',
        does: 'Start from the preset harmonic, and compare with it',
      },
    ],
    load: async () => (await import('./commands/experiments-tune-weights.ts')).experimentsTuneWeights,
  },
];

const CRATE_COMMANDS: readonly CommandEntry[] = [
  {
    spelling: 'expand <crate..>',
    summary: 'Grow a playlist, set or tag in its own spirit',
    details:
      'It finds tracks near the middle of the crate and near many of its tracks, with tempos, keys and tags like theirs. It leaves out copies and other versions. Without --out or --save, it only lists them.',
    examples: [
      { command: 'rbassist crate expand friday.m3u8 --to 40', does: 'List tracks that grow a playlist to 40' },
      {
        command: 'rbassist crate expand friday.m3u8 --add 12 --out friday-more.m3u8',
        does: 'Write the playlist with 12 more tracks',
      },
      {
        command: 'rbassist crate expand "tag:warm-up" --add 20 --save "Warm-up, more"',
        does: 'Grow the tracks of a tag, and save them as a set',
      },
    ],
    load: async () => (await import('./commands/crate-expand.ts')).crateExpand,
  },
];

/** Every command, in the order of the help. */
export const COMMANDS: readonly (CommandEntry | CommandGroup)[] = [
  {
    spelling: 'scan [paths..]',
    summary: 'Analyse new and changed tracks, and index them',
    details: 'Run it again at any time: it skips unchanged tracks. Ctrl-C stops it and saves the finished tracks.',
    section: 'Everyday',
    examples: [
      { command: 'rbassist scan ~/Music', does: 'Analyse every new or changed track of a folder' },
      { command: 'rbassist scan ~/Music --retry-failed', does: 'Also retry the tracks that failed before' },
      { command: 'rbassist scan', does: 'Scan the folders of the configuration file' },
    ],
    load: async () => (await import('./commands/scan.ts')).scan,
  },
  {
    spelling: 'watch [folders..]',
    summary: 'Scan new, changed and moved tracks as they appear',
    details:
      'It waits until a file is complete. Deleted tracks are marked as missing, and keep their records. An unplugged drive changes nothing. It runs until you press Ctrl-C.',
    section: 'Everyday',
    examples: [
      { command: 'rbassist watch ~/Music', does: 'Keep the library up to date while you download and tidy up' },
      { command: 'rbassist watch /mnt/nas --poll 60', does: 'Look at a network drive once a minute' },
    ],
    load: async () => (await import('./commands/watch.ts')).watch,
  },
  {
    spelling: 'ui',
    summary: 'Open the page of the library in your browser',
    details:
      'Only this computer can reach the page, unless you choose another --host. Then everyone who has the token can read and change your library. The page runs until you press Ctrl-C.',
    section: 'Everyday',
    examples: [
      { command: 'rbassist ui', does: 'Open the page in your browser' },
      { command: 'rbassist ui --port 9000 --no-open', does: 'Use another port, and only print the address' },
      {
        command: 'rbassist ui --host 0.0.0.0 --token "$(openssl rand -hex 16)"',
        does: 'Let a tablet in your network use the page, by the printed address',
      },
    ],
    load: async () => (await import('./commands/ui.ts')).ui,
  },
  {
    spelling: 'mcp',
    summary: 'Let an assistant use the library (MCP)',
    details:
      'An assistant such as Claude starts this command itself, and speaks the Model Context Protocol with it over stdin and stdout. It can find tracks and plan sets, but changes nothing without --allow-writes.',
    section: 'Everyday',
    examples: [
      { command: 'rbassist mcp', does: 'Offer the library, only to read' },
      { command: 'rbassist mcp --allow-writes', does: 'Also let the assistant save sets and change tags' },
    ],
    load: async () => (await import('./commands/mcp.ts')).mcp,
  },
  {
    spelling: 'recommend <seeds..>',
    summary: 'Find tracks that mix with a track',
    details:
      'It lists tracks with a matching key and tempo, by distance (0 = same sound, 2 = opposite). With a preset or weights, it lists them by score (0 = worst, 1 = best).',
    section: 'Everyday',
    examples: [
      { command: 'rbassist recommend "artist title"', does: 'Find the track by words in its name' },
      { command: 'rbassist recommend "artist title" --preset tight --explain', does: 'Order by score, with reasons' },
      {
        command: 'rbassist recommend "artist title" --added-since 30d --min-rating 4',
        does: 'Choose from the good tracks of the last 30 days',
      },
      { command: 'rbassist recommend "first track" "second track"', does: 'Find tracks that go with both' },
    ],
    load: async () => (await import('./commands/recommend.ts')).recommend,
  },
  {
    spelling: 'find <words..>',
    summary: 'Find tracks by words such as "metal, no vocals"',
    details:
      'It knows words of genres, moods, voices and times from the sound, and your own tags and genres. A sound counts relative to your library.',
    section: 'Everyday',
    examples: [
      { command: 'rbassist find "metal, no vocals"', does: 'List the most metal-like tracks with the least vocals' },
      { command: 'rbassist find "chillout or ambient" --bpm 90-110', does: 'Take either sound, in a range of tempos' },
      { command: 'rbassist find "happy 80s" --out happy.m3u8', does: 'Also write a playlist' },
    ],
    load: async () => (await import('./commands/find.ts')).find,
  },
  {
    spelling: 'show <track>',
    summary: 'Show all that is known of a track',
    details: 'It lists the analysis, tags, file, copies and problems of a track, and values of other programs.',
    section: 'Everyday',
    examples: [
      { command: 'rbassist show "artist title"', does: 'Show a track by words in its name' },
      { command: 'rbassist show ~/Music/a.mp3 --json', does: 'Print the whole record as JSON' },
    ],
    load: async () => (await import('./commands/show.ts')).show,
  },
  {
    spelling: 'analyze <paths..>',
    summary: 'Print tempo, key, loudness and cues of tracks',
    details: 'It also stores them in the library, with the beat grid. It computes no vectors.',
    section: 'Everyday',
    examples: [
      { command: 'rbassist analyze track.mp3', does: 'Print BPM, key, loudness and cues of a track' },
      { command: 'rbassist analyze ~/Music --bpm-range 85-175', does: 'Prefer tempos from 85 to 175 BPM' },
    ],
    load: async () => (await import('./commands/analyze.ts')).analyze,
  },
  {
    spelling: 'stats',
    summary: 'Count the tracks, vectors and analyses in the library',
    section: 'Everyday',
    examples: [{ command: 'rbassist stats', does: 'Show what the library contains' }],
    load: async () => (await import('./commands/stats.ts')).stats,
  },
  {
    spelling: 'failed [paths..]',
    summary: 'List files that failed, and what to do about them',
    section: 'Everyday',
    examples: [
      { command: 'rbassist failed', does: 'List every file that failed' },
      { command: 'rbassist failed ~/Music/New --kind corrupt', does: 'List the damaged files of a folder' },
    ],
    load: async () => (await import('./commands/failed.ts')).failed,
  },
  {
    spelling: 'dup-check [paths..]',
    summary: 'List duplicates, and which copy to keep',
    details: 'It changes nothing. Without --exact, --audio or --acoustic, it compares artist, title and length.',
    section: 'Everyday',
    examples: [
      { command: 'rbassist dup-check', does: 'Compare artist, title and length in the whole library' },
      { command: 'rbassist dup-check --acoustic', does: 'Compare the sound, in any format' },
      {
        command: 'rbassist dup-check ~/Music --exact --csv duplicates.csv',
        does: 'Write identical files to a CSV file',
      },
    ],
    load: async () => (await import('./commands/dup-check.ts')).dupCheck,
  },
  {
    spelling: 'dup-stage [paths..]',
    summary: 'Copy or move duplicates into a folder',
    details: 'You can check them there, and undo it with dup-unstage.',
    section: 'Everyday',
    examples: [
      { command: 'rbassist dup-stage --dry-run', does: 'Only list the files' },
      { command: 'rbassist dup-stage --exact --move', does: 'Move identical files out of the music folders' },
    ],
    load: async () => (await import('./commands/dup-stage.ts')).dupStage,
  },
  {
    spelling: 'dup-unstage',
    summary: 'Undo dup-stage',
    details: 'It puts moved files back, and removes copies.',
    section: 'Everyday',
    examples: [{ command: 'rbassist dup-unstage', does: 'Put every staged file back' }],
    load: async () => (await import('./commands/dup-unstage.ts')).dupUnstage,
  },
  {
    spelling: 'normalize <paths..>',
    summary: 'Write ReplayGain tags, for equally loud playback',
    details: 'Players that support ReplayGain use these tags. The sound in the files does not change.',
    section: 'Everyday',
    examples: [
      { command: 'rbassist normalize ~/Music --dry-run', does: 'Only list the tags' },
      { command: 'rbassist normalize ~/Music --target-lufs -14', does: 'Use a target of -14 LUFS' },
    ],
    load: async () => (await import('./commands/normalize.ts')).normalize,
  },
  {
    spelling: 'doctor',
    summary: 'Check decoders, models, index engines and the library',
    details: 'It also shows how to install missing parts.',
    section: 'Everyday',
    examples: [{ command: 'rbassist doctor', does: 'List missing parts, and how to install them' }],
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
  {
    spelling: 'mix <from> <to>',
    summary: 'Rate the mix from one track into another',
    details: 'It shows the score, every part of it with the reason, and the score in the other order.',
    section: 'Mixes and sets',
    examples: [
      { command: 'rbassist mix "artist one" "artist two"', does: 'Rate a mix of two tracks, and say why' },
      { command: 'rbassist mix a.mp3 b.mp3 --preset harmonic', does: 'Give the keys more weight' },
    ],
    load: async () => (await import('./commands/mix.ts')).mix,
  },
  {
    spelling: 'set <command>',
    summary: 'Plan, save, edit and export sets',
    section: 'Mixes and sets',
    commands: SET_COMMANDS,
  },
  {
    spelling: 'crate <command>',
    summary: 'Grow a playlist, a set or the tracks of a tag',
    section: 'Mixes and sets',
    commands: CRATE_COMMANDS,
  },
  {
    spelling: 'path-between <from> <to>',
    summary: 'Find tracks that lead from one track to another',
    section: 'Mixes and sets',
    examples: [
      { command: 'rbassist path-between "track one" "track two"', does: 'Get from one to the other in six tracks' },
      { command: 'rbassist path-between a.mp3 b.mp3 --length 8 --max-pitch 4', does: 'Take eight, in small steps' },
    ],
    load: async () => (await import('./commands/path-between.ts')).pathBetween,
  },
  {
    spelling: 'recommend-sequence <seeds..>',
    summary: 'Find tracks near the mean of several tracks',
    details: 'It lists the closest sound first, and filters nothing. With --order, it orders them so that they mix.',
    section: 'Mixes and sets',
    examples: [
      { command: 'rbassist recommend-sequence "track one" "track two"', does: 'List 25 tracks between the two' },
      {
        command: 'rbassist recommend-sequence a.mp3 b.mp3 --order --out next.m3u8',
        does: 'Order them after b.mp3, and write a playlist',
      },
    ],
    load: async () => (await import('./commands/recommend-sequence.ts')).recommendSequence,
  },
  {
    spelling: 'playlist-expand',
    summary: 'Grow a playlist, with options of the Python rbassist',
    details: 'It does the same as `crate expand`, for playlists of at least three tracks.',
    section: 'Mixes and sets',
    examples: [
      {
        command: 'rbassist playlist-expand --playlist friday.m3u8 --target-total 40',
        does: 'List tracks that grow a playlist to 40',
      },
      {
        command: 'rbassist playlist-expand --playlist friday.m3u8 --add-count 12 --mode tight',
        does: 'Find 12 more tracks that fit closely',
      },
      {
        command: 'rbassist playlist-expand --playlist Sets/Friday --xml-path a.xml --add-count 9',
        does: 'Grow a playlist of a Rekordbox XML file',
      },
    ],
    load: async () => (await import('./commands/playlist-expand.ts')).playlistExpand,
  },
  {
    spelling: 'tags-auto [targets..]',
    summary: 'Suggest your own tags for tracks that sound like them',
    details:
      'It learns from the tracks that you tagged. Without --apply and --save-suggestions, it changes nothing. `rbassist ai-tag undo` undoes --apply.',
    section: 'Tags',
    examples: [
      { command: 'rbassist tags-auto', does: 'Suggest tags for all untagged tracks' },
      {
        command: 'rbassist tags-auto ~/Music/New --precision 0.8 --apply',
        does: 'Tag new tracks; four of five tags must be right',
      },
      { command: 'rbassist tags-auto --csv tags.csv', does: 'Also write the suggestions to a CSV file' },
    ],
    load: async () => (await import('./commands/tags-auto.ts')).tagsAuto,
  },
  { spelling: 'tag <command>', summary: 'List, add and remove tags', section: 'Tags', commands: TAG_COMMANDS },
  {
    spelling: 'ai-tag <command>',
    summary: 'Review, accept and reject suggested tags',
    section: 'Tags',
    commands: AI_TAG_COMMANDS,
  },
  {
    spelling: 'suggest-uncertain',
    summary: 'Do the same as `rbassist ai-tag uncertain`',
    section: 'Tags',
    examples: [{ command: 'rbassist suggest-uncertain', does: 'List tracks to tag next' }],
    load: async () => (await import('./commands/ai-tag-uncertain.ts')).aiTagUncertain,
  },
  {
    spelling: 'bandcamp-import <csv> <config>',
    summary: 'Import tags and genres of purchases from a CSV file',
    details: 'It fills only what tracks lack. `rbassist ai-tag undo` undoes it.',
    section: 'Tags',
    examples: [
      { command: 'rbassist bandcamp-import sales.csv columns.yml --dry-run', does: 'List what would change' },
      {
        command: 'rbassist bandcamp-import sales.csv columns.yml --force',
        does: 'Also replace tags and genres that tracks have',
      },
    ],
    load: async () => (await import('./commands/bandcamp-import.ts')).bandcampImport,
  },
  ...DJ_PROGRAM_COMMANDS,
  {
    spelling: 'beatgrid <paths..>',
    summary: 'Set beat grids with a fixed or changing tempo',
    section: 'Analysis',
    examples: [
      { command: 'rbassist beatgrid live-set.flac --mode dynamic', does: 'Follow the tempo of a live drummer' },
      { command: 'rbassist beatgrid ~/Music --overwrite', does: 'Replace every grid, including your own' },
    ],
    load: async () => (await import('./commands/beatgrid.ts')).beatgrid,
  },
  {
    spelling: 'cues <path>',
    summary: 'Suggest cues for tracks',
    details: 'Cues set by you or another program stay, unless you add --force.',
    section: 'Analysis',
    examples: [
      { command: 'rbassist cues track.mp3', does: 'Suggest cues for a track' },
      { command: 'rbassist cues ~/Music --cue-template my-cues.yml', does: 'Use your own cue template' },
    ],
    load: async () => (await import('./commands/cues.ts')).cues,
  },
  {
    spelling: 'features <root>',
    summary: 'Add missing bass and rhythm contours',
    details: 'Weighted recommendations compare these contours.',
    section: 'Analysis',
    examples: [{ command: 'rbassist features ~/Music', does: 'Add them to every track that lacks them' }],
    load: async () => (await import('./commands/features.ts')).features,
  },
  {
    spelling: 'embed [paths..]',
    summary: 'Compute vectors only',
    details: 'Run `rbassist index` afterwards to make them searchable.',
    section: 'Analysis',
    examples: [
      { command: 'rbassist embed ~/Music', does: 'Compute the vectors of new tracks' },
      { command: 'rbassist embed --paths-file list.txt', does: 'Take the paths from a text file' },
    ],
    load: async () => (await import('./commands/embed.ts')).embed,
  },
  {
    spelling: 'index',
    summary: 'Build the search index from the vectors on disk',
    section: 'Analysis',
    examples: [
      { command: 'rbassist index', does: 'Build the index from scratch' },
      { command: 'rbassist index --incremental', does: 'Only add new tracks and remove old ones' },
    ],
    load: async () => (await import('./commands/build-index.ts')).buildIndex,
  },
  {
    spelling: 'reanalyze <folder>',
    summary: 'Analyse a folder again, from scratch',
    section: 'Analysis',
    examples: [{ command: 'rbassist reanalyze ~/Music/New', does: 'Analyse a folder from scratch' }],
    load: async () => (await import('./commands/reanalyze.ts')).reanalyze,
  },
  {
    spelling: 'library <command>',
    summary: 'Check, repair and clean up the library',
    section: 'Maintenance',
    commands: LIBRARY_COMMANDS,
  },
  {
    spelling: 'model <command>',
    summary: 'Download, list, check and remove models',
    section: 'Models',
    commands: MODEL_COMMANDS,
  },
  {
    spelling: 'experiments <command>',
    summary: 'Try experimental commands, which may change or vanish',
    section: 'Experiments',
    commands: EXPERIMENT_COMMANDS,
  },
  {
    spelling: 'config',
    summary: 'Show every setting, and where its value comes from',
    details: 'You can keep the data folder, music folders and presets in rbassist.config.json.',
    section: 'Other',
    examples: [{ command: 'rbassist config', does: 'Show the settings and the configuration files' }],
    load: async () => (await import('./commands/config.ts')).config,
  },
  {
    spelling: 'help [command..]',
    summary: 'Show the help of a command',
    section: 'Other',
    examples: [
      { command: 'rbassist help scan', does: 'Show the help of scan' },
      { command: 'rbassist help --json', does: 'Print every command and option as JSON' },
    ],
    load: async () => (await import('./commands/help.ts')).help,
  },
  {
    spelling: 'completion <shell>',
    summary: 'Print a script for TAB completion in your shell',
    details: 'TAB then completes commands, options and values. Repeat this after an update of rbassist.',
    section: 'Other',
    examples: [
      { command: 'rbassist completion bash >> ~/.bashrc', does: 'Turn it on in new bash windows' },
      { command: 'rbassist completion zsh >> ~/.zshrc', does: 'Turn it on in new zsh windows (macOS)' },
      {
        command: 'rbassist completion fish > ~/.config/fish/completions/rbassist.fish',
        does: 'Turn it on in fish',
      },
      {
        command: 'rbassist completion powershell | Out-String | Invoke-Expression',
        does: 'Turn it on in this PowerShell window; add this line to $PROFILE for all',
      },
    ],
    load: async () => (await import('./commands/completion.ts')).completion,
  },
  {
    spelling: 'version',
    summary: 'Print the version of rbassist',
    section: 'Other',
    examples: [{ command: 'rbassist version', does: 'Print it, as `rbassist --version` does' }],
    load: async () => (await import('./commands/version.ts')).version,
  },
];

/** The whole program as a group. */
export const PROGRAM: CommandGroup = {
  spelling: 'rbassist <command>',
  summary: "Analyses a DJ's music library, and finds the tracks that mix",
  commands: COMMANDS,
};

/** Returns the name of a command or group: the first word of its spelling. */
export function commandName({ spelling }: CommandEntry | CommandGroup): string {
  return spelling.split(' ', 1)[0];
}
