/** Cases that copies of structured data in a hosted page and in a browser agree on. */
import type { WebCase } from '../conformance-case.js';

export const STRUCTURED_CASES: readonly WebCase[] = [
  {
    name: 'values of every kind are copied',
    run: ({ structuredClone }) => {
      const show = (value: any): unknown => [
        Object.prototype.toString.call(value),
        Object.is(value, -0) ? '-0' : typeof value === 'bigint' ? String(value) : value,
      ];
      const bytes = new Uint8Array([1, 2, 255]);
      const error = structuredClone(new RangeError('far'));
      return [
        ...[1, NaN, -0, 'text', true, null, undefined, 10n].map((one) =>
          show(structuredClone(one)),
        ),
        structuredClone(new Date(5)).getTime(),
        [...structuredClone(new Map([[{ a: 1 }, new Set([1, 'b'])]]))].map(([k, v]: any) => [
          k,
          [...v],
        ]),
        String(structuredClone(/a+/gi)),
        [...structuredClone(bytes)],
        structuredClone(bytes.buffer).byteLength,
        structuredClone(new Float64Array([0.5])).constructor.name,
        [error.name, error.message, error instanceof RangeError],
        structuredClone({ a: [1, { b: undefined }], $: 1, '': 2 }),
        structuredClone(Object(4)).valueOf() + 1,
      ];
    },
  },
  {
    name: 'cycles and shared objects are kept, prototypes and getters are not',
    run: ({ structuredClone }) => {
      const shared = { n: 1 };
      const cyclic: any = { shared, again: shared, list: [shared] };
      cyclic.self = cyclic;
      const copy = structuredClone(cyclic);
      class Own {
        field = 1;
        get computed() {
          return this.field + 1;
        }
      }
      const own = structuredClone(new Own());
      return [
        copy.self === copy,
        copy.shared === copy.again,
        copy.list[0] === copy.shared,
        copy.shared !== shared,
        own.constructor === Object,
        own,
      ];
    },
  },
  {
    name: 'functions, symbols and objects of the browser cannot be copied',
    run: async ({ structuredClone, Headers, document, Event }, { tried }) => [
      await tried(() => structuredClone(() => 1)),
      await tried(() => structuredClone({ a: Symbol('s') })),
      await tried(() => structuredClone(new Headers())),
      await tried(() => structuredClone(new Event('a'))),
      await tried(() => structuredClone(Promise.resolve())),
      await tried(() => structuredClone(document.body)),
    ],
  },
  {
    name: 'a blob is copied with its bytes',
    run: async ({ structuredClone, Blob }) => {
      const { blob } = structuredClone({ blob: new Blob(['é'], { type: 'Text/Plain' }) });
      return [await blob.text(), blob.type, blob.size, blob instanceof Blob];
    },
  },
];
