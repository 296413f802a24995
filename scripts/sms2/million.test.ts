/** The campaign of a million: its parts, and Ctrl-C. */
import test from 'ava';
import type { Host } from '../cli/context.js';
import { million } from './million-campaign.js';
import type { MillionOptions } from './million-campaign.js';

interface Left {
  readonly code: number;
  readonly stdout: string;
}

// H4 breaks on purpose: the findings of the parts are those of the whole.
const OPTIONS = {
  from: 0,
  runs: 120,
  seed: 213_261,
  variant: 'h4',
  space: 'everything',
  shipped: 'h4',
};

/** Runs the campaign; `interrupted`: Ctrl-C at the first finding that is printed. */
async function campaign(options: Partial<MillionOptions>, interrupted = false): Promise<Left> {
  let stdout = '';
  let stop = (): void => undefined;
  const host: Host = {
    stdout: { write: (text) => (stdout += text) },
    stderr: {
      write: () => {
        if (interrupted) stop();
      },
    },
    env: {},
    inOwnThread: true,
    onInterrupt: (callback) => {
      stop = callback;
      return () => undefined;
    },
  };
  return { code: await million({ ...OPTIONS, ...options }, host), stdout };
}

const eventsOf = ({ stdout }: Left): number =>
  Number(/([\d,]+) events/.exec(stdout)?.[1]?.replaceAll(',', ''));

test.serial('million - a campaign in two parts equals the whole one', async (t) => {
  const whole = await campaign({});
  const first = await campaign({ runs: 50 });
  const rest = await campaign({ from: 50, runs: 70 });
  t.is(whole.code, 1);
  t.regex(whole.stdout, /\n120 runs, /);
  t.regex(rest.stdout, /\n70 runs, /);
  t.is(eventsOf(first) + eventsOf(rest), eventsOf(whole));
  t.regex(whole.stdout, /npx skewproof reproduce /);
});

test.serial('million - a part of the space has scenarios of its own', async (t) => {
  const options = { runs: 20, variant: 'fixed' };
  const part = await campaign({ ...options, space: 'short-periods' });
  t.is(part.code, 0);
  t.not(eventsOf(part), eventsOf(await campaign(options)));
});

test.serial(
  'million - Ctrl-C prints the result so far, and the command for the rest',
  async (t) => {
    const { code, stdout } = await campaign({ from: 300, runs: 100_000 }, true);
    t.is(code, 130);
    const done = Number(/^([\d,]+) runs, /m.exec(stdout)?.[1]?.replaceAll(',', ''));
    t.true(done > 0 && done < 100_000, stdout);
    t.regex(stdout, /Interrupted: this is the result so far/);
    t.true(
      stdout.includes(`--from ${String(300 + done)} --runs ${String(100_000 - done)}`),
      stdout,
    );
  },
);
