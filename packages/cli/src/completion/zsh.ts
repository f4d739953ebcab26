import type { Completed, CompletedCommand, CompletedFlag } from './completion-table.ts';

/** Returns the completion script for zsh. It works in a file of `fpath` and at the end of `.zshrc`. */
export function zshCompletion(commands: readonly CompletedCommand[]): string {
  return `#compdef rbassist
# Completes rbassist in zsh.
${commands.map(functionOf).join('\n')}
if [[ "$funcstack[1]" == _rbassist ]]; then
  _rbassist "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
  compdef _rbassist rbassist
fi
`;
}

function functionOf({ names, commands, flags, operands }: CompletedCommand): string {
  const specs = flags.flatMap(flagSpecs);
  if (commands.length === 0) {
    const rest = operands === undefined ? [] : [quoted(`*:argument:${actionOf(operands)}`)];
    return `${functionName(names)}() {\n  _arguments -s -S ${[...specs, ...rest].join(' ')}\n}`;
  }
  return `${functionName(names)}() {
  local line state
  _arguments -C ${specs.join(' ')} '1:command:->command' '*::argument:->argument'
  case $state in
    command)
      local -a commands=(${commands.map(({ name, summary }) => quoted(`${name}:${summary}`)).join(' ')})
      _describe command commands ;;
    argument)
      case $line[1] in
${commands.map(({ name }) => `        ${name}) ${functionName([...names, name])} ;;`).join('\n')}
      esac ;;
  esac
}`;
}

function flagSpecs({ spelling, short, describe, value, several }: CompletedFlag): string[] {
  const action = value === undefined ? '' : `:value:${actionOf(value)}`;
  const text = `[${describe.replace(/[[\]:\\]/g, '\\$&')}]${action}`;
  const equals = value === undefined ? '' : '=';
  const many = several ? '*' : '';
  return [quoted(`${many}${spelling}${equals}${text}`), ...(short ? [quoted(`${short}${text}`)] : [])];
}

function actionOf(value: Completed): string {
  if (value === 'file') return '_files';
  if (value === 'folder') return '_files -/';
  return value === 'anything' ? '()' : `(${value.join(' ')})`;
}

function functionName(names: readonly string[]): string {
  return ['_rbassist', ...names].join('_');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
