/** Changes of the language by a page are its own: no other page has them, and the host has none. */
import test from 'ava';
import { pagePlayed } from './_pages.test.js';
import { exchangeOf } from './realm/node/swaps.js';

const PATCHES = `
  const native = Promise.prototype.then;
  const wasPatched = [native.name, 'own' in Array.prototype, 'own' in Promise, [].at.name];
  Promise.prototype.then = function patched(...given) { count += 1; return native.apply(this, given); };
  Array.prototype.own = function () { return this.length; };
  Array.prototype.at = function patchedAt() { return 'at'; };
  Promise.own = 1;
  let count = 0;
  exports.start = ({ told }) => {
    told(wasPatched);
    setTimeout(() => {
      Promise.resolve().then(() => {});
      told([Promise.prototype.then.name, [1, 2].own(), [1].at(0), Promise.own, count > 0]);
    }, 100);
  };`;

test('isolation - a page that patches the language has its patches, and no page after it', async (t) => {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- compared, not called
  const before = [Promise.prototype.then, Array.prototype.at];
  const { reports } = await pagePlayed(PATCHES, {
    pages: { tabs: 2 },
    inputs: [[1_000, { kind: 'call', name: 'reload' }]],
    endAt: 3_000,
  });
  const fresh = 'told: ["then",false,false,"at"]';
  const own = 'told: ["patched",2,"at",1,true]';
  t.deepEqual(reports, [fresh, fresh, own, own, fresh, own]);
  // eslint-disable-next-line @typescript-eslint/unbound-method -- compared, not called
  t.deepEqual([Promise.prototype.then, Array.prototype.at], before);
  t.false('own' in Array.prototype);
  t.false('own' in Promise);
});

test('isolation - a getter and a symbol that a page defines again are its own', async (t) => {
  const { reports } = await pagePlayed(
    `Object.defineProperty(Map.prototype, 'size', { get: () => 'own', configurable: true });
    Array.prototype[Symbol.for('x')] = 1;
    exports.start = ({ told }) => setTimeout(() => told([new Map().size, [][Symbol.for('x')]]), 10);`,
  );
  t.deepEqual(reports, ['told: ["own",1]']);
  t.is(new Map([[1, 1]]).size, 1);
  t.false(Symbol.for('x') in Array.prototype);
});

test('isolation - another global of the language, and what cannot be taken back, are refused', async (t) => {
  for (const [what, code] of [
    ['another global Promise', 'window.Promise = class Zone extends Promise {};'],
    [
      'a property that is added to WeakSet for good',
      "Object.defineProperty(WeakSet, 'fixed', { value: 1 });",
    ],
  ] as const) {
    const error = await t.throwsAsync(pagePlayed(`exports.start = () => { ${code} };`), {
      code: 'SKEW-404',
    });
    t.true(error.message.includes(what), error.message);
  }
  await t.notThrowsAsync(pagePlayed('exports.start = () => {};'));
});

test('isolation - values are exchanged, and come back as they were left', (t) => {
  const [one, two] = [{ a: 1 }, { b: 2 }];
  const exchange = exchangeOf([
    { on: one, key: 'a' },
    { on: two, key: 'b' },
  ]);
  t.deepEqual(exchange([10, 20]), [1, 2]);
  two.b = 30;
  t.deepEqual(exchange([1, 2]), [10, 30]);
  t.deepEqual([one, two], [{ a: 1 }, { b: 2 }]);
  t.throws(() => exchangeOf([{ on: Object.freeze({ c: 1 }), key: 'c' }])([2]), {
    instanceOf: TypeError,
  });
});
