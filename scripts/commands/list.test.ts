/** `list` and `schema`: the studies, and the schema of scenario files. */
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import test from 'ava';
import { sms2Study } from '../../properties/sms2/study.js';
import { cli, json, ROOT, SCENARIOS } from '../cli/_cli.test.js';

const KEPT = 'conservation, no-duplicates, dates, eventual-delivery';

test('list - studies, variants, spaces, properties: the exact output', async (t) => {
  const { code, stdout, stderr } = await cli(['list']);
  t.deepEqual([code, stderr], [0, '']);
  const [study, variants] = stdout.split('\n\n');
  t.is(
    study?.trim(),
    'study sms2: SMS 2.0 software metering: usage lost to clocks (Q213261, Q226832, Q311764)',
  );
  t.is(
    variants,
    [
      'variant     what it is                                         expected',
      `h0          as shipped, H0 control: the documented rule alone  breaks ${KEPT}`,
      `h1          as shipped, H1 server-seeded due time              breaks ${KEPT}`,
      `h2          as shipped, H2 frozen offset, mixed clock domains  breaks ${KEPT}`,
      `h3          as shipped, H3 log-header gate                     breaks ${KEPT}`,
      `h4          as shipped, H4 install-time validity latch         breaks ${KEPT}`,
      `h5          as shipped, H5 per-record watermark                breaks ${KEPT}`,
      'documented  as shipped, with none of the documented defects    holds all',
      'fixed       the fix                                            holds all',
    ].join('\n'),
  );
  t.regex(
    stdout,
    /spaces: everything, likely, edges, disk-disasters, short-periods, storage, crowded, install, excursion, servers, documented/,
  );
  t.regex(stdout, /console-monotone +the console goes on showing each row that it has shown/);
});

test('list - states the fate of the logs written before the workaround', async (t) => {
  const { stdout } = await cli(['list']);
  t.regex(
    stdout,
    /remove cleanly, synchronise, reinstall: all destroyed, not reported \(H1, H2, H3, H4, H5\); all shown \(the fix\)\./,
  );
});

test('list - a study without known defects has its variants listed', async (t) => {
  const args = ['list', 'buffer', '--study', `${ROOT}examples/buffer/study.ts`];
  const { code, stdout } = await cli(args);
  t.is(code, 0);
  t.regex(stdout, /^study buffer: /m);
  t.false(stdout.includes('study sms2'));
  t.false(stdout.includes('Q213261'));
  const answer = await json<{ studies: { name: string }[] }>(args);
  t.deepEqual(
    answer.studies.map(({ name }) => name),
    ['buffer'],
  );
});

test('list - as JSON', async (t) => {
  const answer = await json<{
    studies: { name: string; variants: Record<string, { violated: string[] }> }[];
    properties: Record<string, string>;
    workaround: unknown[];
  }>(['list']);
  t.is(answer.code, 0);
  const [study] = answer.studies;
  t.is(study?.name, 'sms2');
  t.deepEqual(study?.variants['fixed']?.violated, []);
  t.deepEqual(study?.variants['h1']?.violated, KEPT.split(', '));
  t.is(Object.keys(answer.properties).length, 7);
  t.is(answer.workaround.length, 18);
});

test('schema - is the library’s own', async (t) => {
  const { code, stdout } = await cli(['schema', 'sms2']);
  t.is(code, 0);
  t.deepEqual(JSON.parse(stdout), JSON.parse(JSON.stringify(sms2Study.schema)));
  t.is((await cli(['schema', 'sms2', '--json'])).stdout, stdout);
});

test('schema - admits the shipped scenarios, and names the bad field of others', async (t) => {
  const { stdout } = await cli(['schema', 'sms2']);
  // As another program would use it: no keyword of ours, draft-07 as it states.
  const validate = new Ajv({ strict: false }).compile(JSON.parse(stdout) as object);
  const files = readdirSync(SCENARIOS).filter((name) => name.endsWith('.json'));
  t.true(files.length >= 3);
  for (const file of files) {
    const scenario = JSON.parse(readFileSync(`${SCENARIOS}${file}`, 'utf8')) as {
      clients: object[];
    };
    t.true(validate(scenario), `${file}: ${JSON.stringify(validate.errors)}`);
    const [client] = scenario.clients;
    t.false(validate({ ...scenario, clients: [{ ...client, offsetMs: 'late' }] }));
    t.is(validate.errors?.[0]?.instancePath, '/clients/0/offsetMs');
    t.false(validate({ ...scenario, pollMinutes: 0 }));
    t.is(validate.errors?.[0]?.instancePath, '/pollMinutes');
    t.false(validate({ ...scenario, surprise: 1 }));
    t.is(validate.errors?.[0]?.params['additionalProperty'], 'surprise');
  }
});
