/** A named collector in the place of a program's server: it has a memory, and answers as documented. */
import { Inflate } from 'pako';
import { recordsIn } from '../../hosting/network/markers.js';
import { collectorNamed, EMPTY_MEMORY, settled } from '../../models/collectors/index.js';
import type { CollectorChoice, CollectorMemory } from '../../models/collectors/index.js';
import { servedOverHttp } from '../../models/collectors/wire/serve.js';
import { inputError } from '../../sim/model/errors.js';
import { EPOCH_MS } from '../pipeline/scenario/scenario.js';
import type { CollectorAnswer, CollectorRequest } from './collectors.js';

/** A collector with a memory. */
export interface CollectorService {
  readonly first: CollectorMemory;
  /** Answers a request; pure. `wall`: the server's clock, ms since 1970. */
  serve(
    memory: CollectorMemory,
    request: CollectorRequest,
    wall: number,
  ): readonly [CollectorMemory, CollectorAnswer];
}

const PACKED = /^(gzip|x-gzip|deflate)$/i;

/** The text of a body. One that cannot be unpacked is passed on, and is malformed there. */
function unpacked({ headers, body }: CollectorRequest): string {
  const encoding = headers.find(([name]) => name.toLowerCase() === 'content-encoding')?.[1] ?? '';
  if (!PACKED.test(encoding.trim())) return body;
  const inflate = new Inflate();
  inflate.push(
    Uint8Array.from(body, (sign) => sign.charCodeAt(0)),
    true,
  );
  const { result } = inflate;
  if (inflate.err !== 0 || !(result instanceof Uint8Array)) return body;
  let text = '';
  for (const byte of result) text += String.fromCharCode(byte);
  return text;
}

/** @throws SkewproofError SKEW-101 for a name that no collector has */
export function collectorService(choice: CollectorChoice): CollectorService {
  const found = collectorNamed(choice.name);
  if (found === undefined)
    throw inputError({
      place: 'scenario, field collector.name',
      expected: 'the name of a collector',
      got: `"${choice.name}"`,
    });
  const row = settled(found, choice);
  return {
    first: EMPTY_MEMORY,
    serve: (memory, request, wall) => {
      const read = { ...request, body: unpacked(request) };
      const server = { wall, startedAt: EPOCH_MS };
      const [next, { status, headers, body, kept }] = servedOverHttp(
        row,
        memory,
        read,
        server,
        (text) => recordsIn(text),
      );
      const refused = request.records.filter((record) => !kept.includes(record));
      return [next, { status, headers, body, refused, accepted: kept }];
    },
  };
}
