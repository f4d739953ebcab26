import type { CompletedCommand, CompletedFlag } from './completion-table.ts';

/** Returns the completion script for fish. */
export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap((command) => {
    const when = `-n ${quoted(conditionOf(command))}`;
    return [
      ...command.commands.map(({ name, summary }) => `complete -c rbassist ${when} -a ${name} -d ${quoted(summary)}`),
      ...operandLines(command).map((line) => `complete -c rbassist ${when} ${line}`),
      ...command.flags.map((flag) => `complete -c rbassist ${when} ${flagOf(flag)}`),
    ];
  });
  return `# Completes rbassist in fish.\ncomplete -c rbassist -f\n${lines.join('\n')}\n`;
}

/** Returns a condition that is true after this command, and before a subcommand. */
function conditionOf({ names, commands }: CompletedCommand): string {
  const seen = names.map((name) => `__fish_seen_subcommand_from ${name}`);
  if (commands.length === 0) return seen.join('; and ');
  const own = `not __fish_seen_subcommand_from ${commands.map(({ name }) => name).join(' ')}`;
  return [...seen, own].join('; and ');
}

function operandLines({ operands }: CompletedCommand): string[] {
  if (operands === 'file') return ['-F'];
  if (operands === 'folder') return ["-a '(__fish_complete_directories)'"];
  return operands === undefined || operands === 'anything' ? [] : [`-a ${quoted(operands.join(' '))}`];
}

function flagOf({ spelling, short, describe, value }: CompletedFlag): string {
  const names = [`-l ${spelling.slice('--'.length)}`, ...(short ? [`-s ${short.slice(1)}`] : [])];
  return [...names, ...valueOptions(value), '-d', quoted(describe)].join(' ');
}

function valueOptions(value: CompletedFlag['value']): string[] {
  if (value === undefined) return [];
  if (value === 'file') return ['-r', '-F'];
  if (value === 'folder') return ['-x', '-a', "'(__fish_complete_directories)'"];
  return value === 'anything' ? ['-x'] : ['-x', '-a', quoted(value.join(' '))];
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
