/** The releases as sets of defects; every row of the knowledge base is accounted for. */
import test from 'ava';
import { DOCUMENTED_DEFECTS } from './catalogue.js';
import { OUTSIDE } from './outside.js';
import { VERSIONS } from './types.js';
import { defectsOf, versionsOf } from './versions.js';

/**
 * Articles that a model of agents, clocks and servers could play, by the fact sheet's table of
 * defects.
 */
const PLAYABLE = [
  ...['Q213261', 'Q226832', 'Q311764', 'Q226871', 'Q226867', 'Q226869', 'Q213256', 'Q214982'],
  ...['Q202303', 'Q213157', 'Q199997', 'Q235177', 'Q213196', 'Q290995', 'Q311467', 'Q230246'],
  ...['Q250976', 'Q199745', 'Q199747', 'Q201762', 'Q289000', 'Q231217', 'Q210366', 'Q226838'],
  ...['Q231257', 'Q269547', 'Q226842', 'Q226823', 'Q235153', 'Q213167', 'Q226827', 'Q235786'],
  ...['Q212894', 'Q287626', 'Q256127', 'Q245271', 'Q226858', 'Q226857', 'Q214990'],
];

test('versions - a defect exists from its first version until the one that fixes it', (t) => {
  const defect = DOCUMENTED_DEFECTS['low-disk-suspends'];
  if (defect === undefined) throw new Error('no such defect');
  t.deepEqual(versionsOf(defect), [...VERSIONS]);
  t.deepEqual(versionsOf({ ...defect, fixedIn: 'sp2' }), ['rtm', 'sp1']);
  t.deepEqual(versionsOf({ ...defect, since: 'sp3' }), ['sp3', 'sp4']);
});

test('versions - each has some defects, and none that was fixed before', (t) => {
  for (const version of VERSIONS) t.true(defectsOf(version).length > 0);
  for (const [name, { fixedIn }] of Object.entries(DOCUMENTED_DEFECTS))
    if (fixedIn !== undefined) t.false(defectsOf(fixedIn).includes(name), name);
});

test('catalogue - every playable article is a defect or outside, and none is both', (t) => {
  const modelled = new Set(Object.values(DOCUMENTED_DEFECTS).flatMap(({ articles }) => articles));
  const outside = OUTSIDE.map(({ article }) => article);
  t.deepEqual(
    PLAYABLE.filter((article) => !modelled.has(article) && !outside.includes(article)),
    [],
  );
  t.deepEqual(
    outside.filter((article) => modelled.has(article)),
    [],
  );
});

test('catalogue - every defect replaces some rule, and names its trigger', (t) => {
  for (const [name, defect] of Object.entries(DOCUMENTED_DEFECTS)) {
    const { agent, server, site, database, console } = defect;
    const rules = [agent, server, site, database, console].flatMap((parts) =>
      Object.keys(parts ?? {}),
    );
    t.true(rules.length > 0, name);
    t.true(defect.fields.length > 0 && defect.articles.length > 0, name);
  }
});

test('catalogue - what no article states is said, and counted in the document', (t) => {
  const inferred = Object.entries(DOCUMENTED_DEFECTS).flatMap(([name, one]) =>
    one.inferred === undefined ? [] : [name],
  );
  t.deepEqual(inferred.sort(), [
    ...['logon-tried-again', 'offline-logs-withheld', 'registry-residue'],
    ...['report-just-misses', 'years-of-365-days'],
  ]);
});
