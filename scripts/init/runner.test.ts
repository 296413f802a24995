/** The commands and time limits of written tests. */
import test from 'ava';
import { RUNNERS, runCommand } from './runner.js';
import { testText } from './test-text.js';

const study = { specifier: './study.js', path: ['default'] };

for (const hosted of [false, true])
  test(`runner - a ${hosted ? 'hosted ' : ''}test has time on a slow machine, whatever its runner allows`, (t) => {
    for (const runner of RUNNERS) {
      const cases = [{ title: 'one', body: 'assertScenario(study, scenario);', hosted }];
      const text = testText({ runner, about: ['One.'], names: ['assertScenario'], study, cases });
      const limit = { vitest: '}, 120_000);', jest: '}, 120_000);', ava: 't.timeout(120_000);' };
      t.is(text.includes('120_000'), runner !== 'node', text);
      if (runner !== 'node') t.true(text.includes(limit[runner]), text);
    }
  });

test('runner - Jest takes a path that is right in any folder of a package', (t) => {
  t.regex(runCommand('jest', './acme.test.mjs'), / npx jest acme\.test\.mjs$/);
  t.regex(runCommand('jest', './a/acme.test.mjs'), / npx jest a\/acme\.test\.mjs$/);
});
