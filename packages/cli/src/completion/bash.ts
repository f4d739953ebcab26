import type { Completed, CompletedCommand } from './completion-table.ts';

/** Suppresses the file names that bash offers after an empty answer. */
const NOTHING = '_rbassist_offer';

/** Returns the completion script for bash 3.2 (macOS) and later. */
export function bashCompletion(table: readonly CompletedCommand[]): string {
  const commands = [...table, ...groupsAfterHelp(table)];
  const names = commands.map((command) => command.names.join(' ')).filter(Boolean);
  const withValue = commands.flatMap(({ flags }) => flags.filter(({ value }) => value !== undefined));
  const [program] = commands;
  const common = program.flags.map(({ spelling }) => spelling);
  const ownFlags = commands.map((command) => {
    const own = command.flags.map(({ spelling }) => spelling).filter((spelling) => !common.includes(spelling));
    return caseLine([command.names.join(' ')], `words='${own.join(' ')}'`);
  });
  return `# Completes rbassist in bash.
_rbassist_offer() {
  # bash 3.2 has no compopt, and offers files instead
  compopt +o bashdefault +o default 2>/dev/null
  COMPREPLY=($(compgen -W "$*" -- "$current"))
}
_rbassist() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD - 1]}" command='' word words='' i
  COMPREPLY=()
  # bash splits --mode=fixed into three words
  if [[ $current == '=' ]]; then current=''
  elif [[ $previous == '=' ]]; then previous="\${COMP_WORDS[COMP_CWORD - 2]}"
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    case "$word" in
      --) return ;;
      ${pattern(withValue.map(({ spelling }) => spelling))}) ((i++)); continue ;;
    esac
    case "\${command:+$command }$word" in
      ${pattern(names)}) command="\${command:+$command }$word" ;;
    esac
  done
  case "$command $previous" in
${valueCases(commands).join('\n')}
  esac
  if [[ $current == -* ]]; then
    case "$command" in
${ownFlags.join('\n')}
    esac
    _rbassist_offer $words ${common.join(' ')}
    return
  fi
  case "$command" in
${commands.map((command) => caseLine([command.names.join(' ')], wordsAction(command))).join('\n')}
  esac
}
complete -o bashdefault -o default -F _rbassist rbassist
`;
}

/** Lists the groups as they follow "help". */
function groupsAfterHelp(table: readonly CompletedCommand[]): CompletedCommand[] {
  const groups = table.filter(({ names, commands }) => names.length > 0 && commands.length > 0);
  return groups.map((group) => ({ ...group, names: ['help', ...group.names], flags: [] }));
}

function valueCases(commands: readonly CompletedCommand[]): string[] {
  const typed = new Map<string, string[]>();
  for (const { names, flags } of commands) {
    for (const { spelling, value } of flags) {
      if (value === undefined) continue;
      const action = valueAction(value);
      typed.set(action, [...(typed.get(action) ?? []), `${names.join(' ')} ${spelling}`]);
    }
  }
  return [...typed].map(([action, words]) => caseLine(words, `${action}; return`));
}

function wordsAction({ commands, operands }: CompletedCommand): string {
  if (commands.length > 0) return `_rbassist_offer ${commands.map(({ name }) => name).join(' ')}`;
  return operands === undefined ? NOTHING : valueAction(operands);
}

function valueAction(value: Completed): string {
  if (value === 'file') return ':';
  if (value === 'folder') return 'compopt +o bashdefault +o default -o dirnames 2>/dev/null';
  return value === 'anything' ? NOTHING : `_rbassist_offer ${value.join(' ')}`;
}

function caseLine(typed: readonly string[], action: string): string {
  return `    ${pattern(typed)}) ${action} ;;`;
}

function pattern(words: readonly string[]): string {
  return [...new Set(words)].map((word) => `'${word}'`).join('|');
}
