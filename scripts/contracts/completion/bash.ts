import { quoted, type Completed, type CompletedFlag } from './words.ts';

/** @see https://www.gnu.org/software/bash/manual/html_node/Programmable-Completion.html */
export function bash(commands: readonly Completed[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  return `# Completion of contracts for bash, made by \`contracts completion bash\`.
_contracts_words() { COMPREPLY=($(compgen -W "$1" -- "$word")); }
_contracts_files() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen "$1" -- "$word"))
}
_contracts() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]}
  # bash takes --flag=value for three words
  [[ $word == = ]] && word=
  [[ $before == = ]] && before=\${COMP_WORDS[COMP_CWORD - 2]}
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    _contracts_words ${quoted(`${names} --help --version`)}
    return
  fi
  case "\${COMP_WORDS[1]} $before" in
${commands.flatMap(({ name, flags }) => flags.flatMap((flag) => valueCase(name, flag))).join('\n')}
  esac
  if [[ $word == -* ]]; then
    case \${COMP_WORDS[1]} in
${commands.map(({ name, flags }) => `      ${name}) _contracts_words ${quoted(flags.map(({ flag }) => flag).join(' '))} ;;`).join('\n')}
    esac
  else
    _contracts_files -f
  fi
}
complete -o filenames -F _contracts contracts
`;
}

/** What completes the value of a flag. */
function valueCase(command: string, { flag, value }: CompletedFlag): string[] {
  if (value.kind === 'none') return [];
  const reply = {
    words: () =>
      `_contracts_words ${quoted(value.kind === 'words' ? value.words.join(' ') : '')}; `,
    file: () => '_contracts_files -f; ',
    folder: () => '_contracts_files -d; ',
    other: () => '',
  }[value.kind]();
  return [`    ${quoted(`${command} ${flag}`)}) ${reply}return ;;`];
}
