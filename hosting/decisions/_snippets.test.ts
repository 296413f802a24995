/** Pieces of JavaScript whose results instrumentation must not change. Each logs what it does. */
export const SNIPPETS: Readonly<Record<string, string>> = {
  'short circuits and what they return': `
    log(0 || 'a', '' && 'b', null ?? 'c', 0 ?? 'd', (1, 0) || 'e', NaN && 1);
    const f = (name, value) => { log('called', name); return value; };
    log(f('a', 1) && f('b', 0) && f('c', 1), f('d', 0) || f('e', 2) || f('f', 3));
    log((f('g', null) ?? f('h', undefined)) ?? f('i', 0), !(f('j', 0) || f('k', 1)) ? 'x' : 'y');`,
  'order of conversions in comparisons': `
    const v = (name, value) => ({ valueOf() { log('valueOf', name); return value; }, toString() { log('toString', name); return name; } });
    log(v('a', 1) < v('b', 2), v('c', 1) > v('d', 2), v('e', 2) <= v('f', 2), v('g', 3) >= v('h', 2));
    log(v('i', {}) < 'z', { [Symbol.toPrimitive](hint) { log(hint); return 3; } } > 2);
    log([2] > 1, [1, 2] < 'a', 'b' > 'a', '10' < 9, '10' < '9', null >= 0, undefined >= 0, NaN < 1, 'x' < 1);
    log(new Date(5) > new Date(4), new Date(5) - new Date(3), new Date(5) == 5, 1n < 2, 2n > 1.5, 1n == 1, 1n === 1, 0 === -0);
    try { log(Symbol('s') < 1); } catch (e) { log(e.name, e.message); }
    try { log(({ valueOf: () => ({}), toString: () => ({}) }) < 1); } catch (e) { log(e.name, e.message); }
    try { log(1n + 1); } catch (e) { log(e.name, e.message); }
    try { log(Object.create(null) >= 1); } catch (e) { log(e.name, e.message); }`,
  'arithmetic of numbers, texts, dates and big integers': `
    let a = 7, b = 2, s = 's', d = new Date(10), big = 10n;
    log(a + b, a - b, a * b, a / b, a - -b, a + +b, s + a, a + s, a + b + s, s + a + b, d - a, big * 3n, big / 3n, 'q' - 1, a / 0);
    log(typeof (d + a), [1] + [2], {} + 'x', null + 1, undefined - 1, true + true, a+b*a-b/a, (a+b)*(a-b), a++ + ++a, a-- - --a);`,
  'comments and parentheses around operators': `
    let a = 1, b = 2;
    log(a /* < */ < /* > */ b, (a) < (b), ((a)) >= ((b)), a // <
      < b, (a, b) > (b, a), ((a) - (b)) / (a /* / */ / b), (a < b) === (b > a), a < b < 3, a /b/ 2);`,
  'names of functions': `
    const f = () => {}, g = function () {}, h = class {}, i = f || (() => {}), k = null ?? function () {};
    let l; l ??= () => {}; let m; m ||= class {}; let n = 1; n &&= function () {}; let o; o ??= 1 > 2;
    const { p = () => {} } = {}; const [q = class {}] = []; const r = { s: () => {}, ['t' + 1]: () => {} };
    log(f.name, g.name, h.name, i.name, k.name, l.name, m.name, n.name, o, p.name, q.name, r.s.name, r.t1.name, (false || (() => 1)).name);`,
  'this and calls': `
    const o = { x: 1, get() { return this && this.x; }, or() { return (this.x > 0 && this.get)(); } };
    'use strict'; log(o.get(), (o.get)(), (0, o.get).call({ x: 2 }), (o.get || null).call({ x: 3 }), o?.get(), o.none?.(o.x < 2), o?.['get']());
    class A { #p = 1 < 2 ? 'y' : 'n'; static { log('static', 3 > 2 && this.name); } f = this.#p ?? 'z'; static has(v) { return #p in v && v.#p === 'y'; } }
    log(new A().f, A.has(new A()), A.has({}));
    class B extends A { constructor(x) { super(x < 1 || x); this.y = new.target === B && x > 0; } } log(new B(1).y, new (B || A)(0).y);`,
  loops: `
    for (let i = 0, j = 3; i < j && j > 0; i += 1, j -= 1) log(i, j);
    outer: for (const x of [1, 2, 3]) for (const y of [1, 2, 3]) { if (y > x) continue outer; if (x * y >= 6) break outer; log(x, y); }
    for (const k in { a: 1, b: 2 }) log(k); for (const c of 'ab') if (c > 'a') log(c); else log('-');
    let n = 3; do n -= 1; while (n > 0 && n < 5); while (n < 2) n += 1; log(n);
    for (var z of [1 < 2, 2 < 1]); log(z); for (let i = 0; ; i++) { if (i >= 2) break; }
    const closures = []; for (let i = 0; i < 3; i++) closures.push(() => i); log(closures.map((f) => f()));`,
  switches: `
    const f = (x) => { switch (x) { case 1: log('one'); case 1 + 1: log('two'); break; default: log('other'); case 'q': { let y = x > 1; log(y); } case 'z': } };
    f(1); f(2); f(3); f('q'); f('z'); switch (1 > 0, 2) { case 2: function inner() { return 7; } log(inner()); }
    switch (true) { case 1 > 2: log('a'); break; case 2 > 1: log('b'); }`,
  exceptions: `
    const f = (x) => { try { if (x > 1) throw new RangeError('big'); return x < 0 ? 'neg' : 'ok'; } catch ({ name }) { return name; } finally { log('finally', x); } };
    log(f(0), f(2), f(-1)); try { null.x > 1; } catch { log('no binding'); }
    try { (() => { throw 1 < 2 && 'thrown'; })(); } catch (e) { log(e); }`,
  'generators and async': `
    function* g(n) { for (let i = 0; i < n; i++) { const got = yield i > 0 ? i : 'zero'; if ((yield got) && got > 1) return 'early'; } }
    const it = g(3); log(it.next(), it.next(5), it.next(true), it.next(), it.next());
    const wait = async (x) => x;
    (async () => { log('async', (await wait(1)) < (await wait(2)), (await wait(3)) - (await wait(1)), await wait(0) || await wait(4));
      for await (const x of [1, 2]) if (x > 1) log('of', x); if (await wait(1) && await wait(2) > 1) log('both'); })();
    log('sync');`,
  'patterns and defaults': `
    const f = ({ a = 1 > 2 ? 'x' : 'y', b: [c = a || 'c', ...d] = [] } = {}, e = a && c) => [a, c, d, e]; log(f(), f({ a: 0, b: [1, 2, 3] }));
    let x, y; [x = 2 - 1, y = x + 1] = []; ({ x, ['y']: y = x * 3 } = { x: 5 }); log(x, y); [x, y] = [y, x]; log(x, y);
    const o = { ['k' + (1 < 2)]: 1, get v() { return this.ktrue > 0; }, [\`t\${x - y}\`]: \`\${x > y ? \`in \${x}\` : 'no'}\` }; log(o, o.v);
    const arr = [1, 2, 3]; arr[arr.length - 1] += 10; arr[0 < 1 ? 0 : 1]++; log(arr, arr[arr.length - 2]);`,
  'sequences, void, typeof and delete': `
    let a = 1; if (a++, a > 1) log('seq'); log(void 0 ?? 'v', typeof undeclared === 'undefined' && 'typeof', typeof undeclared < 'u', delete [].x && 'del');
    const t = (strings, ...v) => strings.raw.join('|') + v.join(); log(t\`a\${1 < 2}b\${3 - 1}c\`); log(a ? a > 1 ? 'n' : 'm' : 'o', !a, !!(a && 1), -a + a);
    var u = (a > 1, a < 1); log(u, [, 1 < 2, , ].length, (() => 1 < 2)(), (x => x || 'arrow')(0), (async x => x < 1).length); a: { if (a > 0) break a; log('never'); } log(eval('1 < 2'));`,
  'Math with its own rules': `
    const calls = []; const v = (x) => ({ valueOf() { calls.push(x); return x; } });
    log(Math.max(v(1), v(2)), Math.min(3, -0, 0), Object.is(Math.min(0, -0), -0), Math.max(1), Math.max(), Math.max(...[1, 5]), Math.floor(v(1.5)), Math.round(-0.5), Math.trunc('7.9'), calls);
    { const Math = { max: (...given) => given.join('-'), floor() { return this === Math; } }; log(Math.max(1, 2), Math.floor(2)); }
    log([3, 10, 2].sort((a, b) => a - b), [1, 5, 2].filter((x) => x >= 2), ['b', 'a'].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)), [1, 2, 3].reduce((a, b) => a + b));`,
  'sloppy code': `
    with ({ a: 5 }) { log(a > 4 && a); } function h() { return typeof this; } log(h() === 'object' || h()); log(arguments.length >= 0);
    if (1 < 2) function inIf() { return 'if'; } log(inIf()); var yield_ = 1; log(yield_ > 0); label: if (yield_) { log('l'); }
    if (yield_) ; else log('e'); if (0); while (0); for (;0;); for (var q in null) log(q); return 'returned';`,
};
