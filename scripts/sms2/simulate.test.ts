/** The command on its examples, on bad input, and on the number of rows of a real site. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { cli } from '../cli/_cli.test.js';

const USAGE = 'examples/simulate/usage.csv';
const CLOCKS = 'examples/simulate/clocks.csv';
const folder = mkdtempSync(join(tmpdir(), 'skewproof-simulate-'));
test.after.always(() => {
  rmSync(folder, { recursive: true, force: true });
});

const simulate = (...options: string[]) => cli(['simulate', 'sms2', ...options]);

const given = (variant: string, usage: string, clocks: string): string[] => [
  '--variant',
  variant,
  '--usage',
  usage,
  '--clocks',
  clocks,
];

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

interface Answer {
  readonly totals: Readonly<Record<string, number>>;
  readonly clients: readonly {
    readonly name: string;
    readonly offsetMs: number;
    readonly lostSilently: number;
  }[];
  readonly badRows: readonly { readonly file: string; readonly line: number }[];
  readonly assumedRightClock: readonly string[];
  readonly clocksWithoutUsage: readonly string[];
}

test('simulate - the documented rule shows every use, if late: exit 0', async (t) => {
  const { code, stdout } = await simulate(...given('h0', USAGE, CLOCKS));
  t.is(code, 0, stdout);
  t.regex(stdout, /All 11 uses would be shown\./);
});

test('simulate - uses of clients far behind are lost silently: exit 1', async (t) => {
  const { code, stdout, stderr } = await simulate(...given('h1', USAGE, CLOCKS));
  t.is(code, 1, stderr);
  t.regex(stdout, /CAD-07 +30 d behind +2 +0 +2 /);
  t.regex(stdout, /4 of 11 uses \(36\.4 %\) would be lost silently\./);
  t.regex(stdout, /CAD-07: its clock moved by -3 s .*clocks\.csv:7; over 1 s counts as a step/);
  t.regex(stdout, /1 client with a clock but no usage: "SPARE-9"/);
  t.false(stdout.includes('\u001b'));
});

test('simulate - a picture has each use once in the look of its fate, and is written over no other file', async (t) => {
  const [svg, page, mine] = ['uses.svg', 'uses.html', 'mine.html'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  writeFileSync(mine, '<p>mine</p>');
  const drawn = await simulate(...given('h1', USAGE, CLOCKS), '--out', svg);
  t.is(drawn.code, 1, drawn.stderr);
  const picture = readFileSync(svg, 'utf8');
  t.is(picture.match(/fill="url\(#played-stranded\)"/g)?.length, 4);
  t.is(picture.match(/fill="url\(#played-/g)?.length, 11);
  t.regex(picture, /30 d behind/);
  t.regex(picture, /2 of 2 lost/);
  const listed = await simulate(...given('h1', USAGE, CLOCKS), '--out', page);
  t.is(listed.code, 1, listed.stderr);
  t.regex(readFileSync(page, 'utf8'), /<h1>4 of 11 uses would be lost silently<\/h1>/);
  t.is(readFileSync(page, 'utf8').match(/<tr><td>/g)?.length, 11);
  t.is(
    (await simulate(...given('h1', USAGE, CLOCKS), '--out', page)).code,
    1,
    'its own is replaced',
  );
  const refused = await simulate(...given('h1', USAGE, CLOCKS), '--out', mine);
  t.is(refused.code, 2);
  t.is(readFileSync(mine, 'utf8'), '<p>mine</p>');
  t.is((await simulate(...given('h1', USAGE, CLOCKS), '--out', join(folder, 'x.png'))).code, 2);
});

test('simulate - the tools’ own output gives the same clocks as the table', async (t) => {
  const table = await simulate(...given('h1', USAGE, CLOCKS), '--json');
  const tools = await simulate(...given('h1', USAGE, 'examples/simulate/clocks-by-tool'), '--json');
  t.deepEqual([table.code, tools.code], [1, 1], tools.stderr);
  const [a, b] = [table, tools].map((run) => JSON.parse(run.stdout) as Answer);
  t.deepEqual(a?.totals['lostSilently'], b?.totals['lostSilently']);
  a?.clients.forEach((client, at) => {
    t.is(b?.clients[at]?.name, client.name);
    t.true(Math.abs((b?.clients[at]?.offsetMs ?? NaN) - client.offsetMs) < 2_000, client.name);
  });
});

test('simulate - bad rows end it with file and line, or are skipped and counted', async (t) => {
  const usage = file(
    'bad.csv',
    'client,user,program,start,end\nA,u,p,now,then\nA,u,p,972288000,972288060\n',
  );
  const clocks = file('bad-clocks.csv', 'client,offset_s\nA,0\nB,soon\n');
  const refused = await simulate(...given('h1', usage, clocks));
  t.is(refused.code, 2);
  t.regex(refused.stderr, /bad\.csv:2: expected in column start a time/);
  t.is(refused.stdout, '');
  const skipped = await simulate(...given('h1', usage, clocks), '--skip-bad-rows', '--json');
  t.is(skipped.code, 0, skipped.stderr);
  const answer = JSON.parse(skipped.stdout) as Answer;
  t.is(answer.totals['used'], 1);
  t.deepEqual(
    answer.badRows.map((row) => [row.file, row.line]),
    [
      [usage, 2],
      [clocks, 3],
    ],
  );
});

test('simulate - a client without a clock is named, or assumed right and counted', async (t) => {
  const clocks = file('few.csv', 'client,offset\nacct-01,0s\nACCT-02,0s\n');
  const refused = await simulate(...given('h1', USAGE, clocks));
  t.is(refused.code, 2);
  t.regex(
    refused.stderr,
    /none for 5: "ACCT-01", "CAD-07".*Upper and lower case.*--assume-right-clock/,
  );
  const assumed = await simulate(...given('h1', USAGE, clocks), '--assume-right-clock', '--json');
  t.is(assumed.code, 0, assumed.stderr);
  const answer = JSON.parse(assumed.stdout) as Answer;
  t.is(answer.assumedRightClock.length, 5);
  t.deepEqual(answer.clocksWithoutUsage, ['acct-01']);
});

test('simulate - unknown options, files and studies: exit 2', async (t) => {
  t.is((await simulate(...given('h1', 'nowhere.csv', CLOCKS))).code, 2);
  t.is((await simulate(...given('h1', USAGE, 'nowhere'))).code, 2);
  t.is((await simulate(...given('h99', USAGE, CLOCKS))).code, 2);
  t.is((await simulate(...given('h1', USAGE, CLOCKS), '--installed-before', '-1h')).code, 2);
  t.is((await simulate(...given('h1', USAGE, CLOCKS), '--zone', 'CET')).code, 2);
  t.is((await simulate(...given('h1', USAGE, CLOCKS), '--columns', 'who=Name')).code, 2);
  t.is((await simulate(...given('h1', USAGE, CLOCKS), '--times', 'soon')).code, 2);
  t.is((await simulate(...given('h1', USAGE, CLOCKS), '--encoding', 'runes')).code, 2);
  const twice = await simulate(...given('h1', USAGE, CLOCKS), CLOCKS);
  t.is(twice.code, 2);
  t.regex(twice.stderr, /each client in one file/);
  const help = await simulate('--help');
  t.is(help.code, 0);
  t.regex(help.stdout, /--assume-right-clock/);
});

const ROW = 'KIOSK-1,guest,sol.exe';

test('simulate - a use without a date hides no loss, and never ends in exit 0 unasked', async (t) => {
  const sentinel =
    readFileSync(USAGE, 'utf8') + `${ROW},1970-01-01T00:00:00Z,2000-10-24T12:20:00Z\n`;
  const usage = file('sentinel.csv', sentinel);
  const lost = await simulate(...given('h1', usage, CLOCKS));
  t.is(lost.code, 1);
  t.regex(lost.stdout, /4 of 11 uses \(36\.4 %\) would be lost silently\./);
  t.regex(lost.stdout, /1 use without a date is not played.*\n.*sentinel\.csv:14: start/);
  const shown = await simulate(...given('h0', usage, CLOCKS));
  t.is(shown.code, 2);
  t.regex(shown.stderr, /sentinel\.csv:14: .*zero of epoch time.*--skip-bad-rows/s);
  const asked = await simulate(...given('h0', usage, CLOCKS), '--skip-bad-rows', '--json');
  t.is(asked.code, 0, asked.stderr);
  t.deepEqual(
    (JSON.parse(asked.stdout) as { undatedRows: { line: number }[] }).undatedRows.map(
      ({ line }) => line,
    ),
    [14],
  );
});

test('simulate - a date that makes the run endless is refused with both lines', async (t) => {
  const absurd = readFileSync(USAGE, 'utf8') + `${ROW},2000-10-24T12:00:00Z,2060-10-24T12:20:00Z\n`;
  const { code, stderr } = await simulate(...given('h1', file('absurd.csv', absurd), CLOCKS));
  t.is(code, 2);
  t.regex(stderr, /absurd\.csv:3 to .*absurd\.csv:14/);
  const apart = readFileSync(USAGE, 'utf8') + `${ROW},1998-10-24T12:00:00Z,1998-10-24T12:20:00Z\n`;
  const told = await simulate(...given('h0', file('apart.csv', apart), CLOCKS));
  t.is(told.code, 0, told.stderr);
  t.regex(
    told.stdout.replace(/\s+/g, ' '),
    /Nothing is used for 729 d between .*apart\.csv:14 and .*apart\.csv:3/,
  );
});

test('simulate - a fleet with files that measure nothing goes on, and names them', async (t) => {
  const fleet = join(folder, 'fleet');
  mkdirSync(fleet);
  const usage = file(
    'two.csv',
    'client,user,program,start,end\nPC-1,u,p,972288000,972288060\nPC-2,u,p,972288000,972288060\n',
  );
  writeFileSync(join(fleet, 'PC-1.txt'), '11:21:53, +2592000.0s\n');
  writeFileSync(join(fleet, 'PC-2.txt'), '506 Cannot talk to daemon\n');
  const refused = await simulate(...given('h1', usage, fleet));
  t.is(refused.code, 2);
  t.regex(
    refused.stderr,
    /none for 1: "PC-2"\n {2}no usable sample for "PC-2": .*PC-2\.txt: an error: /,
  );
  const { code, stdout } = await simulate(...given('h1', usage, fleet), '--assume-right-clock');
  t.is(code, 1);
  t.regex(stdout, /1 file of 2 has no measurement\./);
  t.regex(stdout, /1 of 2 uses \(50\.0 %\) would be lost silently\./);
});

test('simulate - a history is played: a clock that is put right in time loses nothing', async (t) => {
  const usage = file(
    'late.csv',
    'client,user,program,start,end\nPC-1,u,p,972288000,972288060\nPC-1,u,p,972547200,972547260\n',
  );
  const clock = (until: string): string =>
    file(
      `history-${until.slice(8, 10)}.csv`,
      `client,at,offset\nPC-1,2000-10-23T00:00:00Z,-30d\nPC-1,${until},0s\n`,
    );
  // The due time of h1 is the server's, of the installation: a clock that is right again has passed it.
  const righted = await simulate(...given('h1', usage, clock('2000-10-24T00:00:00Z')));
  t.is(righted.code, 0, righted.stdout);
  t.regex(righted.stdout, / … /);
  t.regex(righted.stdout.replace(/\s+/g, ' '), /its clock moved by 2592000 s .* the run plays it/);
  const never = await simulate(...given('h1', usage, clock('2000-12-24T00:00:00Z')));
  t.is(never.code, 1, never.stdout);
});

test('simulate - bounds, zones and repeated rows are part of the answer', async (t) => {
  const usage = file(
    'zoned.csv',
    'client,user,program,start,end\nPC-1,u,p,2000-10-29 02:30:00,2000-10-29 02:10:00\n'.repeat(1) +
      'PC-1,u,p,2000-10-30 09:00:00,2000-10-30 10:00:00\n'.repeat(2),
  );
  const clocks = file(
    'PC-1.csv',
    'C0000201,192.0.2.1,3,972288000.1,3.5,0.1,0.1,1.2,0.0,0.1,0.25,0.5,64.2,Normal\n',
  );
  const { code, stdout } = await simulate(
    ...given('h0', usage, clocks),
    '--zone',
    'Europe/Berlin',
    '--json',
  );
  t.is(code, 0);
  const answer = JSON.parse(stdout) as {
    clients: { offsetMs: number; boundMs: number; clock: { boundMs: number } }[];
    zone: { name: string; tzdb: string; folds: number[] };
    duplicateRows: number[][];
  };
  t.like(answer.clients[0], { offsetMs: -3_500, boundMs: 625, clock: { boundMs: 625 } });
  t.like(answer.zone, { name: 'Europe/Berlin', folds: [2, 2] });
  t.deepEqual(answer.duplicateRows, [[3, 4]]);
  const text = await simulate(...given('h0', usage, clocks), '--zone', 'Europe/Berlin');
  t.regex(text.stdout, /behind ±/);
  t.regex(text.stdout.replace(/\s+/g, ' '), /by version 20\d\d[a-z] of the IANA data base/);
});

test('simulate - 30,000 sessions of 300 clients', async (t) => {
  t.timeout(120_000);
  const clients = Array.from({ length: 300 }, (_, at) => `PC-${at}`);
  const rows = Array.from({ length: 30_000 }, (_, at) => {
    const start = 972_288_000 + at * 86;
    return `PC-${(at * 7) % 300},u${at % 11},p.exe,${start},${start + 600 + ((at * 37) % 7_000)}`;
  });
  const usage = file('many.csv', `client,user,program,start,end\n${rows.join('\n')}\n`);
  const clocks = file(
    'many-clocks.csv',
    `client,offset\n${clients.map((name, at) => `${name},${at % 10 === 0 ? '-1y' : '0s'}`).join('\n')}\n`,
  );
  const from = performance.now();
  const { code, stdout, stderr } = await simulate(...given('h1', usage, clocks), '--json');
  t.log(`${Math.round(performance.now() - from)} ms`);
  t.is(code, 1, stderr);
  const { totals } = JSON.parse(stdout) as Answer;
  t.like(totals, { used: 30_000, shown: 27_000, lostSilently: 3_000 });
});
