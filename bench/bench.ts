/**
 * `npm run bench`: measures in one run, prints every target with whether it is reached, and exits
 * 0 unless something crashes. `--quick`: a few seconds, figures too rough to quote. `--json`: data.
 * Each part is measured in a process of its own (`--part`), as a campaign runs in one.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { count } from '../reports/text/numbers.js';
import { tableOf } from '../reports/text/table.js';
import { heading } from '../reports/text/text.js';
import { machineText, measuredMachine } from './machine.js';
import { FULL, PARTS, QUICK } from './rows.js';
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
  options: { quick: { type: 'boolean' }, json: { type: 'boolean' }, part: { type: 'string' } },
});
const quick = values.quick === true;

/** The rows of one part, measured by this script in another process. */
function measuredApart(part: number): readonly Row[] {
  const script = fileURLToPath(import.meta.url);
  const options = ['--part', String(part), ...(quick ? ['--quick'] : [])];
  const { status, stdout } = spawnSync(process.execPath, ['--expose-gc', script, ...options], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`part ${String(part)} ended with ${String(status)}`);
  return JSON.parse(stdout) as readonly Row[];
}

if (values.part === undefined) {
  const machine = await measuredMachine(quick ? [1, 4] : [1, 16, 64]);
  const rows = PARTS.flatMap((_, part) => measuredApart(part));
  console.log(
    values.json === true
      ? JSON.stringify({ machine: { ...machine, quick }, rows }, undefined, 2)
      : `${machineText(machine)}
${quick ? 'Quick: figures too rough to quote.\n' : ''}Rounds of all arms in turn; events/s by processor time, scenarios/s by the wall's; a ratio is of one round,
and where it is by processor time, at the speed that a bare loop had just before and after.
${text(rows)}`,
  );
} else {
  console.log(JSON.stringify(await PARTS[Number(values.part)]?.(quick ? QUICK : FULL)));
}
