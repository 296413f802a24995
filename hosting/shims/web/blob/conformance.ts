/** Cases that blobs and forms of a hosted page and those of a browser agree on. */
import type { WebCase } from '../conformance-case.js';

export const BLOB_CASES: readonly WebCase[] = [
  {
    name: 'a blob joins texts, bytes and blobs, and is sliced and read',
    run: async ({ Blob, File, Response }) => {
      const blob = new Blob(['aé', new Uint8Array([98, 99]), new Blob(['d'])], { type: 'A/B' });
      const file = new File([blob], 'name.txt', { type: 'text/plain', lastModified: 5 });
      return [
        blob.size,
        blob.type,
        await blob.text(),
        await blob.slice(1, -1, 'x/y').text(),
        blob.slice(0, 2, 'x/y').type,
        [...new Uint8Array(await blob.arrayBuffer())],
        await new Response(blob.stream()).text(),
        [file.name, file.lastModified, file.size, file instanceof Blob, String(file)],
      ];
    },
  },
  {
    name: 'a form keeps its entries in order',
    run: ({ FormData, Blob }) => {
      const form = new FormData();
      form.append('a', 1);
      form.append('b', 'x');
      form.append('a', 'y');
      form.set('a', 'z');
      form.append('file', new Blob(['t']));
      form.append('gone', '');
      form.delete('gone');
      const all: unknown[] = [];
      form.forEach((value: any, name: string) =>
        all.push([name, typeof value === 'string' ? value : value.name]),
      );
      return [
        all,
        form.get('a'),
        form.getAll('a'),
        form.has('b'),
        form.get('none'),
        [...form.keys()],
      ];
    },
  },
];
