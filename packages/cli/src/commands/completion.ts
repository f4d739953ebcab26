import { defineCommand } from '../command.ts';
import { bashCompletion } from '../completion/bash.ts';
import { type CompletedCommand, completionTable } from '../completion/completion-table.ts';
import { fishCompletion } from '../completion/fish.ts';
import { powershellCompletion } from '../completion/powershell.ts';
import { zshCompletion } from '../completion/zsh.ts';
import { EXIT } from '../exit-codes.ts';
import { printJson, printScript } from '../output/output.ts';

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

const WRITERS: Readonly<Record<(typeof SHELLS)[number], (commands: readonly CompletedCommand[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
  powershell: powershellCompletion,
};

/** `rbassist completion`: prints a completion script for a shell. */
export const completion = defineCommand({
  needs: 'nothing',
  addFlags: (table) =>
    table.positional('shell', { type: 'string', demandOption: true, choices: SHELLS, describe: 'Name of your shell' }),
  run: async ({ shell }, { json }) => {
    const script = WRITERS[shell](await completionTable());
    if (json) printJson({ shell, script });
    else printScript(script);
    return EXIT.done;
  },
});
