/**
 * `npm run bench`: measures in one run, prints every target with whether it is reached, and exits
 * 0 unless something crashes. `--quick`: a few seconds, figures too rough to quote. `--json`: data.
 */
import { parseArgs } from 'node:util';
import { count, heading, tableOf } from '../reports/index.js';
import { allRows, FULL, QUICK } from './rows.js';
import type { Row } from './rows.js';

const PLAIN = { colour: false };

const figure = (value: number): string =>
  value >= 100 ? count(Math.round(value)) : value.toPrecision(3);

const verdict = ({ target }: Row): string =>
  target === undefined
    ? ''
    : `to reach: ${target.text}: ${target.reached ? 'reached' : 'not reached'}`;

function text(rows: readonly Row[]): string {
  const cells = (row: Row): string[] => [
    row.name,
    figure(row.spread.median),
    figure(row.spread.min),
    figure(row.spread.max),
    row.unit,
    verdict(row),
  ];
  const head = ['', 'median', 'least', 'greatest', '', ''];
  return [...new Set(rows.map(({ group }) => group))]
    .map((group) => {
      const table = rows.filter((row) => row.group === group).map(cells);
      return `${heading(group, PLAIN)}${tableOf(head, table, PLAIN)}`;
    })
    .join('\n');
}

const { values } = parseArgs({
  options: { quick: { type: 'boolean' }, json: { type: 'boolean' } },
});
const quick = values.quick === true;
const rows = await allRows(quick ? QUICK : FULL);
const machine = { node: process.version, platform: `${process.platform} ${process.arch}`, quick };
console.log(
  values.json === true
    ? JSON.stringify({ machine, rows }, undefined, 2)
    : `Node ${machine.node}, ${machine.platform}${quick ? ', quick: figures too rough to quote' : ''}
Rounds of all arms in turn; events/s by processor time, scenarios/s by the wall's; a ratio is of one round.
${text(rows)}`,
);
