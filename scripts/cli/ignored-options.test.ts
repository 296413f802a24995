/** No option is accepted and then ignored: it is honoured, or refused. */
import test from 'ava';
import { cli, json } from './_cli.test.js';

const EXAMPLE = 'examples/scenarios/q213261-behind-at-install.json';

test('options - a pair of which one would be ignored is refused', async (t) => {
  for (const [line, message] of [
    [
      'check sms2 --variant h1 --no-save --corpus x',
      /SKEW-101 at --corpus: expected it without --no-save/,
    ],
    ['list --schema sms2', /SKEW-101 at list --schema: .* printed by "skewproof schema sms2"/],
  ] as const) {
    const { code, stdout, stderr } = await cli(line.split(' '));
    t.is(code, 2, line);
    t.is(stdout, '', line);
    t.regex(stderr, message);
  }
});

test('options - reproduce --json has the part of the trace that --node and --step select', async (t) => {
  interface Printed {
    readonly trace?: readonly { readonly node?: string; readonly step: number }[];
  }
  const whole = await json<Printed>(['reproduce', EXAMPLE]);
  t.is(whole.trace, undefined);
  const { trace = [] } = await json<Printed>(['reproduce', EXAMPLE, '--node', 'client-1']);
  t.true(trace.length > 0);
  t.true(trace.every(({ node }) => node === 'client-1'));
  const around = await json<Printed>(['reproduce', EXAMPLE, '--step', '5']);
  t.true((around.trace ?? []).length > 0);
  t.true((around.trace ?? []).every(({ step }) => step >= 3 && step <= 7));
});

test('options - an unknown variant, space, defect or study names the nearest', async (t) => {
  for (const [line, nearest] of [
    ['explore sms2 --variant fixd --runs 1', 'fixed'],
    ['explore sms2 --variant fixed --space everthing --runs 1', 'everything'],
    ['explore sms2 --variant fixed+dates-not-correctd --runs 1', 'dates-not-corrected'],
    ['check sms2 --variant fixd', 'fixed'],
    ['map sms2 --variant fixd', 'fixed'],
    ['map sms2 --variant fixed --x clockOfset', 'clockOffset'],
    ['verify store-forwad', 'store-forward'],
  ] as const) {
    const { code, stderr } = await cli(line.split(' '));
    t.is(code, 2, line);
    t.true(stderr.includes(`Did you mean "${nearest}"?`), stderr);
  }
});
