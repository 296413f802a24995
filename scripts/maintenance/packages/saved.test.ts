/** Saved results have the form that the page reads, and belong to studies that are there. */
import { Validator } from '@cfworker/json-schema';
import test from 'ava';
import { RESULT_SCHEMA } from './result-schema.js';
import { studyFiles } from './roster.js';
import { savedPage, savedResults } from './saved.js';

const results = savedResults();
const validator = new Validator(RESULT_SCHEMA, '2020-12');

for (const result of results)
  test(`results - ${result.study} has the form of a result`, (t) => {
    t.deepEqual(validator.validate(result).errors, []);
    t.is(result.diagnosis === undefined, result.search !== undefined);
    t.true(
      studyFiles().some(({ path }) => path === result.file),
      result.file,
    );
    if (result.clocks !== undefined) t.true(result.clocks.isClocks);
    if (result.other !== undefined) t.false(result.other.isClocks, 'of another cause');
  });

test('results - the schema refuses a field that is missing, unknown or of another type', (t) => {
  const [one] = results;
  if (one === undefined) return t.fail('no result is saved');
  const { bundle: _, ...without } = one;
  t.false(validator.validate(without).valid);
  t.false(validator.validate({ ...one, verdict: 'bad' }).valid);
  t.false(validator.validate({ ...one, adapterLines: '7' }).valid);
  t.true(validator.validate(one).valid);
});

test('results - the page names each study that has none', (t) => {
  const run = new Set(results.map(({ file }) => file));
  const page = savedPage();
  for (const { name, path } of studyFiles())
    t.true(page.includes(run.has(path) ? path : name), name);
});
