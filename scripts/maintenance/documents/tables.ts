/** Tables that documents carry and that the code makes: between `<!-- table: name -->` and `<!-- end -->`. */
import * as storeForward from '../../../models/store-forward/index.js';
import { COLLECTORS } from '../../../models/collectors/index.js';
import type { CollectorRow } from '../../../models/collectors/index.js';
import { edgesOf, FORMS, formsAt } from '../../../properties/collectors/documented.js';
import { obstaclesOf } from '../../../properties/collectors/possible.js';
import { clauseTable, formTable, possibleTable } from '../../../reports/collectors/document.js';
import { apiDocument, builtApi, doorsOf, doorTable } from './api.js';
import { confirmations } from '../packages/confirmed.js';
import { foundTable } from '../packages/page.js';
import { savedResults } from '../packages/saved.js';
import { equivalentTable, killerTable, summaryTable, survivorTable } from '../mutants/page.js';
import { judgements, savedResults as savedMutants } from '../mutants/saved.js';
import type { Results } from '../mutants/saved.js';
import { fileTables } from './files.js';
import { ROOT } from './markdown.js';

const cell = (text: string): string => text.replaceAll('|', '\\|');
/** As the text of a link: brackets are its own, and code is no name of ours. */
const linkText = (text: string): string =>
  cell(text).replaceAll(/[[\]]/g, '\\$&').replaceAll('`', '');

/** Planted defects of the store-and-forward study by the class of mistake. */
function classes(): string {
  const rows = Object.entries(storeForward.DEFECTS).map(([name, defect]) => {
    const { title, property, incident } = defect;
    const seen = incident === undefined ? '' : `[${linkText(incident.title)}](${incident.address})`;
    return [defect.class, `\`${name}\``, cell(title), property, seen];
  });
  // Stable: defects of one class stay in the order in which they are planted.
  rows.sort(([a = ''], [b = '']) => (a === b ? 0 : a < b ? -1 : 1));
  return [
    '| class | defect | what it does | caught by | seen in |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');
}

/** A table of the mutants' saved results. */
const ofMutants =
  (table: (results: Results, judged: ReturnType<typeof judgements>) => string) => (): string => {
    const results = savedMutants(ROOT);
    return results === undefined ? 'Not played yet.' : table(results, judgements(ROOT));
  };

const TABLES: Readonly<Record<string, () => string>> = {
  api: () => apiDocument(doorsOf(), builtApi()),
  classes,
  clauses: () => clauseTable(COLLECTORS.map((row) => ({ row, edges: edgesOf(row) }))),
  doors: () => doorTable(),
  equivalents: ofMutants(equivalentTable),
  files: () => fileTables(),
  killers: ofMutants(killerTable),
  mutants: ofMutants(summaryTable),
  possible: () => possibleTable(COLLECTORS.map((row) => ({ row, obstacles: obstaclesOf(row) }))),
  packages: () => foundTable(savedResults(), confirmations()),
  survivors: ofMutants(survivorTable),
};

const TABLE = /(<!-- table: (\w+) -->\n\n)[\s\S]*?(\n\n<!-- end -->)/g;

/** The document with every such table as the code makes it now. */
export const withTables = (text: string): string =>
  text.replaceAll(TABLE, (whole, begin: string, name: string, end: string) => {
    const table = TABLES[name];
    if (table === undefined) throw new Error(`no table "${name}" is made: ${whole.slice(0, 40)}`);
    return begin + table() + end;
  });

/** The losses of each form of the reference agent at these collectors, as a table. */
export const lossTable = (rows: readonly CollectorRow[]): string =>
  formTable(
    FORMS,
    rows.map((row) => ({ row, pairs: formsAt(row) })),
  );

const SEARCHED = /(<!-- searched: collectors -->\n\n)[\s\S]*?(\n\n<!-- end -->)/;

/** The document with the table of losses as a search makes it now, which takes half a minute. */
export const withSearched = (text: string): string =>
  text.replace(SEARCHED, (_, begin: string, end: string) => begin + lossTable(COLLECTORS) + end);
