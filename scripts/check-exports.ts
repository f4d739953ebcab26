/**
 * Checks every exported name of a package: it has a doc comment and a README line, and code outside the package uses
 * it. Reads the built declarations, because users' editors see only those.
 */
import { readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import ts from 'typescript';
import { importedNames } from './imported-names.ts';
import { markdownBlocks, markdownPages, proseOf } from './markdown-blocks.ts';
import { type Problem, report } from './report.ts';
import { importablePackages, indexOf, packageOf, typeScriptFiles } from './workspace.ts';

/** Maximum lines of an index.ts, so that it fits on a screen. */
const LONGEST_INDEX = 60;
/** Maximum lines of core's index.ts, which has the shared types of all packages. */
const LONGEST_VOCABULARY = 150;
const QUESTION_WORD = /^(?:What|Whether|How|Who|Where|Which)\b/;
/** Classes in `@throws` lines. */
const THROWN = /(?:@throws|Throws)\s+\{(?:@link\s+)?(\w+)\}/g;
/** Tables of defaults, which are always public for help and documentation. */
const DEFAULTS = /_DEFAULTS$/;
const PLACES_OF_USE = ['packages', 'tests', 'benchmarks', 'scripts', 'testing'];

const folders = importablePackages();
const declarationsOf = (folder: string) => join('packages', folder, 'dist', 'index.d.ts');
const program = ts.createProgram(folders.map(declarationsOf), {
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  types: ['node'],
  skipLibCheck: true,
});
const checker = program.getTypeChecker();
const imports = importsByPackage();
const problems = folders.flatMap((folder) => [...checkIndexLength(folder), ...checkNames(folder)]);
report('exports', problems);

function checkIndexLength(folder: string): Problem[] {
  const source = join('packages', folder, 'src');
  const lists = typeScriptFiles(source).filter((path) => basename(path) === 'index.ts');
  return lists.flatMap((path) => {
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n').length;
    const longest = folder === 'core' && path === indexOf(folder) ? LONGEST_VOCABULARY : LONGEST_INDEX;
    const name = relative(source, path);
    return lines <= longest ? [] : [{ package: folder, text: `${name}: has ${lines} lines, more than ${longest}` }];
  });
}

function checkNames(folder: string): Problem[] {
  const exported = exportsOf(folder);
  const readme = proseOf(join('packages', folder, 'README.md'));
  const used = reachable(folder, exported);
  return [...exported].flatMap(([name, symbol]) => {
    const faults = [docFault(symbol)];
    if (!new RegExp(`\`${name}\\b`).test(readme)) faults.push('is not in the README');
    const isUsed = used.names.has(name) || used.symbols.has(symbol) || DEFAULTS.test(name);
    if (!isUsed) faults.push('is used nowhere outside its package');
    return faults
      .filter((fault) => fault !== undefined)
      .map((fault) => ({ package: folder, text: `${name}: ${fault}` }));
  });
}

function docFault(symbol: ts.Symbol): string | undefined {
  const doc = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  if (doc === '') return 'has no doc comment';
  if (!/^[A-Z]/.test(doc)) return 'has a doc comment that does not start with a capital letter';
  return QUESTION_WORD.test(doc) ? `has a doc comment that starts with "${doc.split(' ')[0]}"` : undefined;
}

/** Returns the exported names of a package, each with the symbol that declares it. */
function exportsOf(folder: string): Map<string, ts.Symbol> {
  const file = program.getSourceFile(declarationsOf(folder));
  const module = file && checker.getSymbolAtLocation(file);
  if (!module) throw new Error(`${declarationsOf(folder)} is missing. Run "npm run build".`);
  return new Map(checker.getExportsOfModule(module).map((symbol) => [symbol.name, declared(symbol)]));
}

function declared(symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** Returns exports that are imported elsewhere, and all names in their signatures and doc comments. */
function reachable(folder: string, exported: Map<string, ts.Symbol>): { names: Set<string>; symbols: Set<ts.Symbol> } {
  const names = new Set(imports.get(folder));
  const symbols = new Set<ts.Symbol>();
  const reach = (symbol: ts.Symbol | undefined): void => {
    if (!symbol || symbols.has(symbol)) return;
    const declarations = symbol.declarations?.filter((declaration) => isOurs(declaration.getSourceFile())) ?? [];
    if (declarations.length === 0) return;
    symbols.add(symbol);
    for (const declaration of declarations) {
      for (const name of thrownBy(declaration)) reach(exported.get(name));
      visit(declaration);
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const symbol = checker.getSymbolAtLocation(node);
      if (symbol) reach(declared(symbol));
    }
    ts.forEachChild(node, visit);
  };
  for (const name of names) reach(exported.get(name));
  return { names, symbols };
}

function thrownBy(declaration: ts.Node): string[] {
  return [...declaration.getFullText().matchAll(THROWN)].map(([, name]) => name);
}

function isOurs(file: ts.SourceFile): boolean {
  return folders.some((folder) => file.fileName.endsWith(declarationsOf(folder).replaceAll('\\', '/')));
}

/** Returns by package the names that outside code imports: source, tests, benchmarks, scripts and README blocks. */
function importsByPackage(): Map<string, Set<string>> {
  const byPackage = new Map<string, Set<string>>(folders.map((folder) => [folder, new Set()]));
  const add = (path: string, code: string, owner?: string) => {
    for (const { module, name } of importedNames(path, code)) {
      const folder = module.replace('@rbassist/', '');
      if (folder !== owner) byPackage.get(folder)?.add(name);
    }
  };
  for (const path of PLACES_OF_USE.flatMap(typeScriptFiles)) add(path, readFileSync(path, 'utf8'), packageOf(path));
  for (const { page, number, code, language } of markdownPages().flatMap(markdownBlocks)) {
    if (language === 'ts') add(`${page}-${number}.ts`, code);
  }
  return byPackage;
}
