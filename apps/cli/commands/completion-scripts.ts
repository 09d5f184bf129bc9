/** Completion scripts of the shells. Each keeps the longest path of commands among the words typed, and offers what may follow it. */

interface Word {
  readonly name: string;
  /** One line. */
  readonly description: string;
}

export interface Completed {
  /** The words that lead to a command; empty for the program itself. */
  readonly path: readonly string[];
  readonly words: readonly Word[];
  readonly options: readonly Word[];
}

/** The ways from one command to its subcommand. */
function steps(completed: readonly Completed[]): readonly (readonly [from: string, word: string, to: string])[] {
  return completed.flatMap(({ path }) =>
    path.length === 0 ? [] : [[path.slice(0, -1).join(' '), path.at(-1) as string, path.join(' ')] as const],
  );
}

export function bashScript(completed: readonly Completed[]): string {
  return [
    '# bash completion for accrual; made by `accrual completion bash`',
    '_accrual() {',
    '  local current="${COMP_WORDS[COMP_CWORD]}" path="" word answers=""',
    '  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do',
    '    case "$path/$word" in',
    ...steps(completed).map(([from, word, to]) => `      '${from}/${word}') path='${to}' ;;`),
    '    esac',
    '  done',
    '  case "$path" in',
    ...completed.map(
      ({ path, words, options }) => `    '${path.join(' ')}') answers='${[...words, ...options].map(({ name }) => name).join(' ')}' ;;`,
    ),
    '  esac',
    '  COMPREPLY=($(compgen -W "$answers" -- "$current"))',
    '  [[ "$current" == -* ]] || COMPREPLY+=($(compgen -f -- "$current"))',
    '}',
    'complete -o filenames -F _accrual accrual',
  ].join('\n');
}

export function zshScript(completed: readonly Completed[]): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
  const answers = ({ words, options }: Completed): string =>
    [...words, ...options].map(({ name, description }) => quoted(`${name}:${description}`)).join(' ');
  return [
    '#compdef accrual',
    '# zsh completion for accrual; made by `accrual completion zsh`',
    '_accrual() {',
    '  local at="" word; local -a answers',
    '  for word in ${words[2,CURRENT-1]}; do',
    '    case "$at/$word" in',
    ...steps(completed).map(([from, word, to]) => `      ${quoted(`${from}/${word}`)}) at=${quoted(to)} ;;`),
    '    esac',
    '  done',
    '  case "$at" in',
    ...completed.map((one) => `    ${quoted(one.path.join(' '))}) answers=(${answers(one)}) ;;`),
    '  esac',
    "  _describe -o 'accrual' answers",
    '  [[ ${words[CURRENT]} == -* ]] || _files',
    '}',
    'compdef _accrual accrual',
  ].join('\n');
}

export function fishScript(completed: readonly Completed[]): string {
  const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const lines = completed.flatMap(({ path, words, options }) => {
    const seen = path.map((word) => `__fish_seen_subcommand_from ${word}`);
    const unseen = words.length > 0 ? [`not __fish_seen_subcommand_from ${words.map(({ name }) => name).join(' ')}`] : [];
    const condition = quoted([...seen, ...unseen].join('; and ') || 'true');
    return [
      ...words.map(({ name, description }) => `complete -c accrual -n ${condition} -a ${name} -d ${quoted(description)}`),
      ...options.map(({ name, description }) => `complete -c accrual -n ${condition} -l ${name.slice(2)} -d ${quoted(description)}`),
    ];
  });
  return ['# fish completion for accrual; made by `accrual completion fish`', ...lines].join('\n');
}
