import { quoted, type Completed, type CompletedFlag, type Value } from './words.ts';

/** @see https://zsh.sourceforge.io/Doc/Release/Completion-System.html#Completion-Functions */
export const zsh = (commands: readonly Completed[]): string => `#compdef contracts
# Completion of contracts for zsh, made by \`contracts completion zsh\`.
_contracts() {
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join('\n')}
  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
${commands.map(({ name, flags }) => `    ${name})\n      _arguments -S ${[...flags.map(specification), "'*:file:_files'"].join(' \\\n        ')} ;;`).join('\n')}
  esac
}
# loaded as a function of the completion system, or read by source
if [[ $funcstack[1] == _contracts ]]; then _contracts "$@"; else compdef _contracts contracts; fi
`;

function specification({ flag, help, isRepeatable, value }: CompletedFlag): string {
  const escaped = help.replaceAll(/[[\]:\\]/g, '\\$&');
  return quoted(`${isRepeatable ? '*' : ''}${flag}[${escaped}]${actionOf(value)}`);
}

function actionOf(value: Value): string {
  switch (value.kind) {
    case 'none':
      return '';
    case 'file':
      return ':file:_files';
    case 'folder':
      return ':folder:_files -/';
    case 'words':
      return `:value:(${value.words.join(' ')})`;
    case 'other':
      return `:${value.placeholder.replaceAll(':', '\\:')}: `;
  }
}
