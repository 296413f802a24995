/** `console` of a hosted program: texts as Node writes them; errors and warnings reach the operator. */
import { Console } from 'node:console';
import { PassThrough } from 'node:stream';
import test from 'ava';
import { played } from '../../../_worlds.test.js';
import { outsideMicrotasks } from '../../../realm/node/drain.js';

const say = (console: Console): void => {
  console.error('%s has %d of %j', 'a', 1, { b: 2 }, [3]);
  console.warn({ nested: { deep: { deeper: { deepest: 1 } } } }, new Map([[1, 'x']]));
  console.group('to standard output');
  console.error('indented\ntwice');
  console.groupCollapsed();
  console.warn('twice indented');
  console.groupEnd();
  console.groupEnd();
  console.assert(true, 'not said');
  console.assert(false, 'said %s', 'so');
  console.assert(false, 'said', 1);
  console.assert(false);
  console.log('unheard');
  console.info('unheard');
  console.debug('unheard');
  console.dir({ a: 1 });
  console.table([{ a: 1 }]);
  console.count();
  console.time('unheard');
  console.timeLog('unheard');
  console.timeEnd('unheard');
};

test('console - writes to standard error what Node writes there, and reports it', async (t) => {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  say(new Console({ stdout, stderr }));
  const code = `exports.start = () => { (${say.toString()})(console); };`;
  const { effects } = await outsideMicrotasks(() => played({ code }));
  const reports = effects.flatMap((effect) => (effect.kind === 'report' ? [effect.report] : []));
  t.is(reports.map(({ details }) => details['text']).join(''), String(stderr.read()));
  t.deepEqual([...new Set(reports.map(({ name }) => name))], ['console.error', 'console.warn']);
});

test('console - standard error is reported too, misuse is warned of, records are found', async (t) => {
  const code = `exports.start = () => {
    process.stderr.write('written sk~7~\\n');
    require('fs').writeSync(2, 'by descriptor\\n');
    process.stdout.write('unheard');
    console.trace('here');
    console.timeEnd('none');
    console.countReset('none');
    console.time('twice');
    console.time('twice');
    process.emitWarning('careful sk~8~');
  };`;
  const { reports, effects } = await outsideMicrotasks(() => played({ code }));
  t.deepEqual(reports.slice(0, 2), ['stderr: written sk~7~\n', 'stderr: by descriptor\n']);
  t.regex(reports[2] ?? '', /^console\.trace: Trace: here\n {4}at .*program:5:/);
  t.deepEqual(
    reports.slice(3).map((text) => text.split('\n')[0]),
    [
      "console.warn: Warning: No such label 'none' for console.timeEnd()",
      "console.warn: Warning: Count for 'none' does not exist",
      "console.warn: Warning: Label 'twice' already exists for console.time()",
      'warning: (node:4242) Warning: careful sk~8~',
    ],
  );
  const found = effects.flatMap((effect) =>
    effect.kind === 'report' ? (effect.report.records ?? []) : [],
  );
  t.deepEqual(found, [7, 8]);
});
