import test from 'ava';
import { SkewproofError } from '../sim/model/errors.js';
import { toyStudy } from '../properties/_toy.test.js';
import { checkedVariant } from '../properties/study/variant.js';
import { STUDIES, studyNamed } from './studies.js';

test('studies - found by name', (t) => {
  for (const [name, study] of Object.entries(STUDIES)) {
    t.is(study.name, name);
    t.is(studyNamed(name), study);
  }
});

test('studies - an unknown one is named, with the known ones', (t) => {
  for (const name of ['sms3', 'constructor']) {
    const error = t.throws(() => studyNamed(name), { instanceOf: SkewproofError });
    t.is(error.code, 'SKEW-102');
    t.is(error.got, `"${name}"`);
    t.regex(error.expected, /sms2/);
  }
});

test('studies - a variant is checked without its planted defects', (t) => {
  t.is(checkedVariant(toyStudy, 'edge'), 'edge');
  t.is(checkedVariant(toyStudy, 'edge+planted'), 'edge+planted');
  for (const variant of ['edges', 'toString', '']) {
    const error = t.throws(() => checkedVariant(toyStudy, variant), { instanceOf: SkewproofError });
    t.is(error.code, 'SKEW-102');
    t.regex(error.expected, /edge, good, broken/);
  }
});

test('studies - the statements of each study agree with one another', (t) => {
  for (const study of [...Object.values(STUDIES), toyStudy])
    for (const variant of Object.keys(study.variants)) {
      const simplest = study.simplest(variant);
      t.is(simplest.study, study.name);
      t.is(simplest.variant, variant);
      t.is(typeof study.spaces['everything'], 'function');
    }
});
