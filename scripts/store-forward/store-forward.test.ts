/**
 * The store-and-forward study on the command line: every command works as for the reference study.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import * as storeForward from '../../models/store-forward/index.js';
import { storeForwardStudy } from '../../properties/store-forward/study.js';
import { cli, json } from '../cli/_cli.test.js';

const corpus = mkdtempSync(join(tmpdir(), 'skewproof-store-forward-'));
test.after.always(() => {
  rmSync(corpus, { recursive: true, force: true });
});

const VARIANT = 'correct+future-timestamp-rejected';

test('store-forward - list and schema know it', async (t) => {
  const { stdout } = await cli(['list']);
  t.regex(stdout, /study store-forward: store and forward/);
  t.regex(
    stdout,
    /correct +no rule replaced +holds all\n\nspaces: everything, likely, edges, busy, long, together, plain\n/,
  );
  const schema = await cli(['schema', 'store-forward']);
  t.deepEqual(JSON.parse(schema.stdout), JSON.parse(JSON.stringify(storeForwardStudy.schema)));
});

test('store-forward - its list has its own defects, each with its class and the places where it was observed', async (t) => {
  const { code, stdout } = await cli(['list', 'store-forward']);
  t.is(code, 0);
  t.regex(stdout, /wall deadline +latched-wall-deadline/);
  t.notRegex(stdout, /Q213261/);
  const { defects } = await json<{ defects: { defect: string }[] }>(['list', 'store-forward']);
  t.deepEqual(
    defects.map(({ defect }) => defect),
    Object.keys(storeForward.DEFECTS),
  );
});

test('store-forward - verify finds the correct system as expected', async (t) => {
  const { code, stdout } = await cli(['verify', 'store-forward', '--runs', '400', '--verbose']);
  t.is(code, 0, stdout);
  t.regex(stdout, /server disk-full/);
});

test.serial(
  'store-forward - explore names the clocks that disagreed, and keeps what it found',
  async (t) => {
    const options = ['explore', 'store-forward', '--variant', VARIANT, '--runs', '40'];
    const { code, stdout } = await cli([...options, '--corpus', corpus]);
    t.is(code, 1);
    t.regex(stdout, /LOST: destroyed on \S+, not reported/);
    t.regex(stdout, /must be <= \d/);
    t.regex(stdout, /smallest: [^.]*11 min 0\.001 s (ahead|behind)/);
    t.regex(stdout, /it is\s+not\s+destroyed \(run\)/);
    t.true(readdirSync(corpus).length > 0);
  },
);

test.serial('store-forward - a finding is reproduced and replayed', async (t) => {
  const [file = ''] = readdirSync(corpus);
  const { code, stdout } = await cli(['reproduce', join(corpus, file)]);
  t.is(code, 1);
  t.regex(stdout, /not-in-the-future/);
  t.regex(stdout, /agent-1/);
  const replayed = await cli(['replay', '--corpus', corpus]);
  t.is(replayed.code, 1);
});

test('store-forward - map finds the edge to the millisecond', async (t) => {
  const options = ['map', 'store-forward', '--variant', VARIANT, '--resolution', '8'];
  const { code, stdout } = await cli([...options, '--y-range', '1..4']);
  t.is(code, 0);
  t.regex(stdout, /ahead by more than 11 min/);
});

test('store-forward - an unknown defect and an unknown field are refused: exit 2', async (t) => {
  const unknown = ['explore', 'store-forward', '--variant', 'correct+nothing', '--runs', '1'];
  const { code, stderr } = await cli([...unknown, '--no-save']);
  t.is(code, 2);
  t.regex(stderr, /a planted defect \(latched-wall-deadline/);
});

test('store-forward - its answers as JSON', async (t) => {
  const answer = await json<{ studies: { name: string; spaces: string[] }[] }>(['list']);
  const study = answer.studies.find(({ name }) => name === 'store-forward');
  t.deepEqual(study?.spaces, [
    'everything',
    'likely',
    'edges',
    'busy',
    'long',
    'together',
    'plain',
  ]);
});
