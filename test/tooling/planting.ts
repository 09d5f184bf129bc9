/** The program's own text with files planted into it, as the compiler sees it; nothing is written. */
import { resolve } from 'node:path';
import ts from 'typescript';

/** What the build compiles with. */
export const BUILD = ts.getParsedCommandLineOfConfigFile('tsconfig.build.json', { noEmit: true, incremental: false }, {
  ...ts.sys,
  onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
    throw new Error(String(messageText));
  },
}) as ts.ParsedCommandLine;

/** `texts`: by absolute path, in place of what stands there or beside it. */
export function programWith(texts: ReadonlyMap<string, string>): ts.Program {
  const { tsBuildInfoFile: _none, ...options } = BUILD.options;
  const host = ts.createCompilerHost(options);
  const folders = [...texts.keys()].map((file) => resolve(file, '..'));
  return ts.createProgram([...new Set([...BUILD.fileNames.filter((file) => !file.includes('/test/')), ...texts.keys()])], options, {
    ...host,
    fileExists: (file) => texts.has(file) || host.fileExists(file),
    readFile: (file) => texts.get(file) ?? host.readFile(file),
    getSourceFile: (file, language, ...rest) => {
      const text = texts.get(file);
      return text === undefined ? host.getSourceFile(file, language, ...rest) : ts.createSourceFile(file, text, language);
    },
    directoryExists: (folder) => folders.includes(folder) || ts.sys.directoryExists(folder),
  });
}

/** What the compiler says, each in one text. */
export function inText({ messageText }: ts.Diagnostic): string {
  return ts.flattenDiagnosticMessageText(messageText, '\n');
}
