/** `list collectors` and `verify --collector`: tables, edges with tokens, refusals, the page's matrix. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import test from 'ava';
import { COLLECTORS } from '../../models/collectors/index.js';
import { REPORT_SCHEMA } from '../../reports/document/schema.js';
import { cli, json } from '../cli/_cli.test.js';

test('list collectors - every row, in 80 columns', async (t) => {
  const { code, stdout, stderr } = await cli(['list', 'collectors'], { columns: 80 });
  t.deepEqual([code, stderr], [0, '']);
  for (const { name } of COLLECTORS) t.true(stdout.includes(name), name);
  t.deepEqual(
    stdout.split('\n').filter((line) => line.length > 80),
    [],
  );
  const { collectors } = JSON.parse((await cli(['list', 'collectors', '--json'])).stdout) as {
    collectors: unknown[];
  };
  t.deepEqual(collectors, JSON.parse(JSON.stringify(COLLECTORS)));
});

interface Answer {
  readonly lost: boolean;
  readonly pairs: readonly {
    readonly variant: string;
    readonly collector: string;
    readonly worst: string;
    readonly edges: readonly {
      readonly at: number;
      readonly before: number;
      readonly becomes: string;
      readonly token: string;
    }[];
  }[];
}

test('verify --collector - a pair that loses exits 1, and its token shows the loss', async (t) => {
  const args = ['verify', 'metering-agent', '--variant', 'naive', '--collector', 'kafka-4'];
  const { code, lost: isLost, pairs } = await json<Answer>(args);
  t.is(code, 1);
  t.true(isLost);
  const [pair] = pairs;
  t.deepEqual([pair?.variant, pair?.collector, pair?.worst], ['naive', 'kafka-4', 'lost']);
  const lost = pair?.edges.find(({ becomes }) => becomes === 'lost');
  const shown = await cli(['reproduce', lost?.token ?? '']);
  t.is(shown.code, 1);
  t.regex(shown.stdout, /kafka-4, bound future|date of the record/);
  const { stdout } = await cli(args);
  t.regex(stdout, /collector +naive/);
  t.regex(stdout, /LOST: clock ahead 1 h 4 min 0\.001 s/);
  t.regex(stdout, /npx skewproof reproduce sk1\./);
});

test('verify --collector - a pair without a silent loss exits 0', async (t) => {
  const args = ['verify', 'metering-agent', '--variant', 'documented', '--collector', 'seq'];
  t.is((await cli(args)).code, 0);
});

test('verify --collector - unknown names, other options and unserved studies are refused', async (t) => {
  const verify = ['verify', 'metering-agent', '--collector'];
  const near = await cli([...verify, 'lokki']);
  t.is(near.code, 2);
  t.regex(near.stderr, /Did you mean "loki"\?/);
  const other = await cli([...verify, 'loki', '--runs', '10']);
  t.is(other.code, 2);
  t.regex(other.stderr, /--runs/);
  const unserved = await cli(['verify', 'store-forward', '--collector', 'loki']);
  t.is(unserved.code, 2);
  t.regex(unserved.stderr, /store-forward.*\n?.*collector/);
  t.is((await cli([...verify, ''])).code, 2);
});

test('verify --collector --report - the matrix leads from each cell to the finding of its pair', async (t) => {
  const folder = join(mkdtempSync(join(tmpdir(), 'collectors-')), 'report');
  const args = ['--variant', 'naive', '--collector', 'kafka-4,segment', '--report', folder];
  const { code } = await cli(['verify', 'metering-agent', ...args]);
  t.is(code, 1);
  const data = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as {
    findings: { id: string; variant: string }[];
  };
  const validate = new Ajv({ strict: false }).compile(REPORT_SCHEMA);
  t.true(validate(data), JSON.stringify(validate.errors));
  const page = readFileSync(join(folder, 'report.html'), 'utf8');
  const finding = data.findings.find(({ variant }) => variant === 'naive at kafka-4');
  t.regex(page, new RegExp(`<a href="#${finding?.id ?? ''}">\\s*LOST: clock ahead`));
  t.true(page.includes('id="collectors"'));
  t.true(page.includes(`id="${finding?.id ?? ''}"`));
});
