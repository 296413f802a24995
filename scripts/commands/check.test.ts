/** `skewproof check` on the command line: exit codes and output. */
import test from 'ava';
import type { Checked } from '../../properties/check/check.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { cli, json } from '../cli/_cli.test.js';

const CHECK = ['check', 'sms2', '--no-save', '--faults', '0', '--variant'];

type Answer = Checked<ScenarioBase> & { readonly token?: string; readonly reproduce?: string };

test('check - a clean scope is reported as clean, with the extent of the search', async (t) => {
  const { code, stdout } = await cli([...CHECK, 'fixed']);
  t.is(code, 0);
  t.regex(stdout, /distinct states +\d/);
  // First what was found.
  t.regex(stdout, /^sms2\/fixed: clean: every property holds/);
});

test('check - a violation is reported, and its token runs', async (t) => {
  const options = ['--offsets', '0,-30d', '--property', 'conservation'];
  const { code, stdout } = await cli([...CHECK, 'h1', ...options]);
  t.is(code, 1);
  t.regex(stdout, /shortest path to a violation: 9 choices/);
  t.regex(stdout, /LOST: stranded on client-1, not reported/);
  const answer = await json<Answer>([...CHECK, 'h1', ...options]);
  t.is(answer.counterexample?.choices, 9);
  const again = await cli(['reproduce', answer.token ?? '']);
  t.is(again.code, 1);
  t.regex(again.stdout, /conservation/);
});

test('check - a bound that was reached is neither a pass nor a violation', async (t) => {
  const { code, stdout } = await cli([...CHECK, 'fixed', '--states', '100']);
  t.is(code, 5);
  t.regex(stdout, /bound reached: \d+ states/);
  const steps = await cli([...CHECK, 'fixed', '--steps', '5']);
  t.is(steps.code, 0);
  t.regex(steps.stdout, /clean as far as it goes/);
});

test('check - a value that it cannot use is named', async (t) => {
  const offsets = await cli([...CHECK, 'fixed', '--offsets', '0,soon']);
  t.is(offsets.code, 2);
  t.regex(offsets.stderr, /times with their unit/);
  const property = await cli([...CHECK, 'fixed', '--property', 'luck']);
  t.is(property.code, 2);
  t.regex(property.stderr, /one of conservation/);
});

test('check - Ctrl-C: what was searched until then, and exit 130', async (t) => {
  const { code, stdout, stderr } = await cli([...CHECK, 'fixed'], { interrupted: true });
  t.is(code, 130, stderr);
  t.regex(stdout, /^sms2\/fixed: interrupted after \d+ states; none seen so far is bad\.\n/);
  t.regex(stdout, /distinct states +\d/);
  const asData = await cli([...CHECK, 'fixed', '--json'], { interrupted: true });
  t.is((JSON.parse(asData.stdout) as { ended: string }).ended, 'interrupted');
});
