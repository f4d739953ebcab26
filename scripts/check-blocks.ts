/**
 * Type-checks every TypeScript block of the Markdown pages as a separate strict program, with both kinds of module
 * resolution. Also type-checks the built declarations, which must not need the DOM.
 */
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { type MarkdownBlock, markdownBlocks, markdownPages } from './markdown-blocks.ts';
import { type Problem, report } from './report.ts';
import { importablePackages, packageOf } from './workspace.ts';

/** Virtual folder for the blocks, which exist only in memory; from here they find the workspace's packages. */
const VIRTUAL_FOLDER = resolve('.markdown-blocks');
const STRICT: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts'],
  types: ['node'],
  strict: true,
  noEmit: true,
  moduleDetection: ts.ModuleDetectionKind.Force,
};
const SETTINGS: Readonly<Record<string, ts.CompilerOptions>> = {
  nodenext: { ...STRICT, module: ts.ModuleKind.NodeNext },
  bundler: { ...STRICT, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
};

const blocks = markdownPages().flatMap(markdownBlocks);
const programs = new Map(
  blocks
    .filter(({ language }) => language === 'ts')
    .map((block, i) => [join(VIRTUAL_FOLDER, `block-${i}.ts`).replaceAll('\\', '/'), block]),
);
const declarations = importablePackages().map((folder) => resolve('packages', folder, 'dist', 'index.d.ts'));
const problems = [...plainJavaScript(), ...Object.keys(SETTINGS).flatMap(checkTypes)];
console.log(`Markdown: ${programs.size} TypeScript blocks`);
report('blocks', problems);

function plainJavaScript(): Problem[] {
  return blocks
    .filter(({ language }) => language === 'js')
    .map((block) => ({
      package: packageOf(block.page),
      text: `${placeOf(block, 0)}: is JavaScript; write TypeScript`,
    }));
}

function checkTypes(setting: string): Problem[] {
  const options = SETTINGS[setting];
  const program = ts.createProgram([...programs.keys(), ...declarations], options, hostOfBlocks(options));
  return [...programs.keys(), ...declarations].flatMap((path) => {
    const file = program.getSourceFile(path);
    if (!file) throw new Error(`${path} is missing. Run "npm run build".`);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ start = 0, messageText }) => {
        const { line } = file.getLineAndCharacterOfPosition(start);
        const block = programs.get(path);
        const place = block ? placeOf(block, line) : `dist/index.d.ts:${line + 1}`;
        const owner = packageOf(block?.page ?? path.slice(resolve().length + 1));
        return { package: owner, text: `${place} (${setting}): ${ts.flattenDiagnosticMessageText(messageText, ' ')}` };
      },
    );
  });
}

function placeOf({ page, number, firstLine }: MarkdownBlock, line: number): string {
  return `${page}:${firstLine + line} (block ${number}, line ${line + 1})`;
}

function hostOfBlocks(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  return {
    ...host,
    fileExists: (path) => programs.has(path) || fileExists(path),
    readFile: (path) => programs.get(path)?.code ?? readFile(path),
    getSourceFile: (path, language) => {
      const code = programs.get(path)?.code ?? readFile(path);
      return code === undefined ? undefined : ts.createSourceFile(path, code, language);
    },
  };
}
