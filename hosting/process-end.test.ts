/** The ends of a hosted process: exceptions, rejections, exits, signals; and what comes after. */
import test from 'ava';
import type { HostInput } from './host-model.js';
import { played } from './_worlds.test.js';
import { outsideMicrotasks } from './realm/node/drain.js';

const run = (code: string, rest: object = {}) =>
  outsideMicrotasks(() => played({ code, endAt: 10_000, ...rest }));

const ENDS: Readonly<Record<string, string>> = {
  'an exception in a timer': "setTimeout(() => { throw new RangeError('gone'); }, 5)",
  'an exception in a nextTick': "process.nextTick(() => { throw new RangeError('gone'); })",
  'an exception in a microtask': "queueMicrotask(() => { throw new RangeError('gone'); })",
  'an exception in an immediate': "setImmediate(() => { throw new RangeError('gone'); })",
  'a rejection that no code handles': "void Promise.reject(new RangeError('gone'))",
  'an error event without a listener':
    "new (require('events'))().emit('error', new RangeError('gone'))",
  'a stream that fails': "require('stream').Readable.from([1]).destroy(new RangeError('gone'))",
};

for (const [what, code] of Object.entries(ENDS))
  test(`end - ${what} ends the process, the supervisor starts it again`, async (t) => {
    const { marks, reports, state } = await run(`
      exports.start = ({ told }) => {
        if (performance.now() === 0 && !require('fs').existsSync('/tmp/ran')) {
          require('fs').writeFileSync('/tmp/ran', '');
          setInterval(() => told('still there'), 100);
          ${code};
        } else told('again');
      };`);
    t.deepEqual(marks, ['uncaught RangeError', 'process ended: 1']);
    t.regex(reports[0] ?? '', /^uncaught: RangeError: gone\n/);
    t.deepEqual(reports.slice(1), ['told: again']);
    t.deepEqual([state.life, state.up], [2, true]);
  });

test('end - a listener for exceptions or rejections keeps the process', async (t) => {
  const { marks, reports, state } = await run(`exports.start = ({ told }) => {
    process.on('uncaughtException', (error, origin) => told(origin + ' ' + error.message));
    setTimeout(() => { throw new Error('one'); }, 1);
    setTimeout(() => { Promise.reject(new Error('two')); }, 2);
    setTimeout(() => { process.on('unhandledRejection', (error) => told('mine ' + error.message)); }, 3);
    setTimeout(() => { Promise.reject(new Error('three')); }, 4);
  };`);
  t.deepEqual(marks, []);
  t.deepEqual(reports, [
    'told: uncaughtException one',
    'told: unhandledRejection two',
    'told: mine three',
  ]);
  t.is(state.life, 1);
});

test('end - process.exit stops at once, whatever is pending', async (t) => {
  const { marks, reports, state } = await run(
    `exports.start = ({ told }) => {
      process.on('exit', (code) => told('exit ' + code));
      setTimeout(() => told('late'), 100);
      fetch('http://a/').then(() => told('answered'));
      setTimeout(() => {
        Promise.resolve().then(() => told('after'));
        try { process.exit(3); } catch { told('caught'); }
        told('never');
      }, 10);
    };`,
    { restartMs: 60_000 },
  );
  t.deepEqual(marks, ['process ended: 3']);
  t.deepEqual(reports, ['told: exit 3']);
  t.deepEqual([state.up, state.tasks], [false, 0]);
});

test('end - a signal ends the process, or reaches its listener', async (t) => {
  const inputs: readonly (readonly [number, HostInput])[] = [
    [5, { kind: 'call', name: 'SIGTERM' }],
    [5_000, { kind: 'track', record: 1 }],
  ];
  const silent = await run('exports.start = () => {};', { inputs, restartMs: 6_000 });
  t.deepEqual(silent.marks, ['process ended: 143', 'input while down']);
  const polite = await run(
    `exports.start = ({ told }) => {
      process.on('SIGTERM', (name) => { told(name); process.exitCode = 0; process.exit(); });
    };`,
    { inputs },
  );
  t.deepEqual(polite.reports, ['told: SIGTERM']);
  t.deepEqual(polite.marks, ['process ended: 0']);
  const own = await run(
    `exports.start = () => { setTimeout(() => process.kill(process.pid, 'SIGINT'), 5); };`,
    { restartMs: 60_000 },
  );
  t.deepEqual(own.marks, ['process ended: 130']);
});

test('end - an answer to a process that has ended reaches no other', async (t) => {
  const { reports } = await run(
    `exports.start = ({ told }) => {
      const first = !require('fs').existsSync('/tmp/ran');
      require('fs').writeFileSync('/tmp/ran', '');
      fetch('http://a/' + first).then((res) => told(first + ' ' + res.status));
      if (first) setTimeout(() => process.exit(1), 5);
    };`,
    { link: { latencyMsMin: 2_000, latencyMsMax: 2_000 } },
  );
  t.deepEqual(reports, ['told: false 200']);
});

test('end - a program that throws at its start is started again and again, not for nothing', async (t) => {
  const { state, marks } = await run(`throw new Error('never');`);
  t.is(marks.filter((mark) => mark === 'process ended: 1').length, 4);
  t.is(state.up, false);
});

test('end - what a program warns of is reported', async (t) => {
  const { reports } = await run(`exports.start = () => {
    process.emitWarning('careful', 'MyWarning');
    const late = Promise.reject(new Error('x'));
    process.on('unhandledRejection', () => {});
    setTimeout(() => late.catch(() => {}), 5);
  };`);
  t.true(
    reports.some((text) => text.includes('MyWarning: careful')),
    reports.join(),
  );
});

test('end - a loop that waits for a clock is refused, not endless', async (t) => {
  const code = 'exports.start = () => { const from = Date.now(); while (Date.now() < from + 5); };';
  await t.throwsAsync(run(code), { message: /SKEW-404.*reads of a clock within one task/ });
});

test('end - stacks hold frames of the program alone', async (t) => {
  const { reports } = await run(`exports.start = ({ told }) => {
    const own = (error) => error.stack;
    told(own(new Error('here')));
    Error.prepareStackTrace = (error, frames) => 'mine ' + frames.length;
    setTimeout(() => told(own(new Error('kept'))), 5);
  };`);
  t.is(reports[0], 'told: Error: here\n    at exports.start (program:program:3:14)');
  t.regex(reports[1] ?? '', /^told: mine \d+$/);
  t.regex(new Error('host').stack ?? '', /process-end\.test/);
});
