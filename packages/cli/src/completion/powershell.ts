import type { CompletedCommand } from './completion-table.ts';

/** Returns the completion script for PowerShell 5.0 and later. Without an offer, PowerShell completes paths itself. */
export function powershellCompletion(commands: readonly CompletedCommand[]): string {
  const words = commands.map(({ names, commands: nested, operands }) => {
    const choices = typeof operands === 'object' ? operands : [];
    return [names.join(' '), [...nested.map(({ name }) => name), ...choices]] as const;
  });
  const [program] = commands;
  const common = program.flags.map(({ spelling }) => spelling);
  const flags = commands.flatMap((command) => {
    const own = command.flags.map(({ spelling }) => spelling).filter((spelling) => !common.includes(spelling));
    return own.length === 0 ? [] : [[command.names.join(' '), own] as const];
  });
  const values = commands.flatMap(({ names, flags: own }) =>
    own.flatMap(({ spelling, value }) =>
      typeof value === 'object' ? [[`${names.join(' ')} ${spelling}`, value] as const] : [],
    ),
  );
  return `# Completes rbassist in PowerShell.
Register-ArgumentCompleter -Native -CommandName rbassist -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @{
${words.map(entryLine).join('\n')}
  }
  $flags = @{
${flags.map(entryLine).join('\n')}
  }
  $values = @{
${values.map(entryLine).join('\n')}
  }
  $command = ''
  $previous = ''
  foreach ($element in ($commandAst.CommandElements | Select-Object -Skip 1)) {
    if ($element.Extent.EndOffset -ge $cursorPosition) { break }
    $previous = "$element"
    $longer = "$command $previous".Trim()
    if ($words.ContainsKey($longer)) { $command = $longer }
  }
  if ($values.ContainsKey("$command $previous")) { $offered = $values["$command $previous"] }
  elseif ($wordToComplete.StartsWith('-')) { $offered = @($flags[$command]) + @(${list(common)}) }
  else { $offered = $words[$command] }
  $offered | Where-Object { $_ -and $_ -like "$wordToComplete*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`;
}

function entryLine([name, words]: readonly [string, readonly string[]]): string {
  return `    '${name}' = @(${list(words)})`;
}

function list(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(', ');
}
