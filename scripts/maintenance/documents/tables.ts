/** Tables that documents carry and that the code makes: between `<!-- table: name -->` and `<!-- end -->`. */
import * as storeForward from '../../../models/store-forward/index.js';
import { documentedCollectors, FORMS } from '../../../properties/collectors/documented.js';
import type { Documented } from '../../../properties/collectors/documented.js';
import { clauseTable, formTable, possibleTable } from '../../../reports/collectors/document.js';
import { apiDocument, builtApi, doorsOf, doorTable } from './api.js';
import { confirmations } from '../packages/confirmed.js';
import { foundTable } from '../packages/page.js';
import { savedResults } from '../packages/saved.js';
import { fileTables } from './files.js';

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

let searched: readonly Documented[] | undefined;
/** The collectors with their runs; they run once. */
const collectors = (): readonly Documented[] => (searched ??= documentedCollectors());

const TABLES: Readonly<Record<string, () => string>> = {
  api: () => apiDocument(doorsOf(), builtApi()),
  classes,
  clauses: () => clauseTable(collectors()),
  collectors: () => formTable(FORMS, collectors()),
  doors: () => doorTable(),
  files: () => fileTables(),
  possible: () => possibleTable(collectors()),
  packages: () => foundTable(savedResults(), confirmations()),
};

const TABLE = /(<!-- table: (\w+) -->\n\n)[\s\S]*?(\n\n<!-- end -->)/g;

/** The document with every such table as the code makes it now. */
export const withTables = (text: string): string =>
  text.replaceAll(TABLE, (whole, begin: string, name: string, end: string) => {
    const table = TABLES[name];
    if (table === undefined) throw new Error(`no table "${name}" is made: ${whole.slice(0, 40)}`);
    return begin + table() + end;
  });
