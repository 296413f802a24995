/** Exports of the layers that no other file imports and that no door of the package shows. */
import { join, relative } from 'node:path';
import ts from 'typescript';
import type { TidyFinding } from './finding.js';
import { layerOf } from './tree.js';

const DOORS = 'library/';

export interface Tree {
  readonly program: ts.Program;
  readonly pathOf: (source: ts.SourceFile) => string;
}

/** The tree as tsconfig.json sees it, and the code of pages, which has a tsconfig.json of its own. */
export function treeAt(root: string): Tree {
  const [config, ...clients] = [
    'tsconfig.json',
    'reports/html/client/tsconfig.json',
    'scripts/explorer/client/tsconfig.json',
  ].map((path) =>
    ts.getParsedCommandLineOfConfigFile(
      join(root, path),
      { noEmit: true, incremental: false },
      { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
    ),
  );
  const [client] = clients;
  if (config === undefined || client === undefined)
    throw new Error(`${root}: no readable tsconfig.json`);
  const ofPages = clients.flatMap((one) => one?.fileNames ?? []);
  return {
    program: ts.createProgram([...config.fileNames, ...ofPages], client.options),
    pathOf: (source) => relative(root, source.fileName).replaceAll('\\', '/'),
  };
}

export function deadExports({ program, pathOf }: Tree, doors = DOORS): readonly TidyFinding[] {
  const checker = program.getTypeChecker();
  const sources = program.getSourceFiles().filter((s) => !pathOf(s).includes('node_modules/'));
  const original = (symbol: ts.Symbol): ts.Symbol =>
    (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
  const alive = new Set<ts.Symbol>();
  const shownWhole = new Set<ts.Symbol>();

  /** Everything that a module shows, and what the namespaces among it show. */
  const keepAll = (module: ts.Symbol): void => {
    for (const shown of checker.getExportsOfModule(module)) {
      const symbol = original(shown);
      alive.add(symbol);
      // A namespace that an import has named before still shows all that is in it.
      if ((symbol.flags & ts.SymbolFlags.ValueModule) !== 0 && !shownWhole.has(symbol)) {
        shownWhole.add(symbol);
        keepAll(symbol);
      }
    }
  };
  const keep = (identifier: ts.Identifier | ts.StringLiteral): void => {
    const symbol = checker.getSymbolAtLocation(identifier);
    if (symbol !== undefined) alive.add(original(symbol));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportSpecifier(node)) keep(node.name);
    else if (ts.isImportClause(node) && node.name !== undefined) keep(node.name);
    else if (ts.isNamespaceImport(node)) {
      const symbol = checker.getSymbolAtLocation(node.name);
      if (symbol !== undefined) keepAll(original(symbol));
    }
    ts.forEachChild(node, visit);
  };
  for (const source of sources) {
    if (pathOf(source).startsWith(doors)) {
      const module = checker.getSymbolAtLocation(source);
      if (module !== undefined) keepAll(module);
    }
    visit(source);
  }

  return sources
    .filter(
      (source) => layerOf(pathOf(source)) !== undefined && !pathOf(source).endsWith('/index.ts'),
    )
    .flatMap((source) => {
      const module = checker.getSymbolAtLocation(source);
      return (module === undefined ? [] : checker.getExportsOfModule(module)).flatMap((symbol) => {
        if (alive.has(original(symbol))) return [];
        const at = symbol.declarations?.[0]?.getStart() ?? 0;
        const { line } = source.getLineAndCharacterOfPosition(at);
        return [
          {
            place: `${pathOf(source)}:${String(line + 1)}`,
            what: `no file imports ${symbol.name}`,
            instead: 'drop its `export`, or drop it',
          },
        ];
      });
    });
}
