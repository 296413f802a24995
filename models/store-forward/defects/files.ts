/** Defects of the agent's files: a name that is used again, and half a record that stops everything. */
import { TORN } from '../../../sim/model/node.js';
import { Seq } from '../../../sim/model/seq.js';
import { changed } from '../agent/change.js';
import { isSegment, numberOf } from '../agent/log.js';
import { dropThrough } from '../agent/parts.js';
import { compared } from '../rules.js';
import type { Memory } from '../rules.js';
import type { Defects } from './defect.js';

const REGISTRY = 'registry';
const TORN_RECORDS = 'torn records';
/** The number of the segment that is read next. */
const POSITION = 'position';
const MISSING = 'missing segments';

export const FILES: Defects = {
  'file-identity-reused': {
    title:
      'the position in a file is kept by its name, and a new file gets the name of a removed one',
    class: 'identity used again',
    property: 'conservation',
    incident: {
      title: 'filebeat - inode re-use on OS leading to loss of beats data',
      address: 'https://github.com/elastic/beats/issues/1341',
    },
    agent: {
      segmentNumber: (_rotations, _at, others) =>
        String(Math.max(0, ...others.map(({ name }) => numberOf(name))) + 1),
      confirmed: (parts, state, { last }) => {
        const [next, effects] = dropThrough(parts, state, last);
        const left = new Set(next.segments.map(({ name }) => name));
        const done = state.segments.filter(({ name }) => !left.has(name));
        if (done.length === 0) return [next, effects];
        const memory = {
          ...next.memory,
          ...Object.fromEntries(done.map(({ name, records }) => [name, records.length])),
        };
        return [
          changed(next, { memory }),
          [...effects, { kind: 'write', file: REGISTRY, entries: Seq.of<unknown>([memory]) }],
        ];
      },
      found: (state, disk) => {
        const memory = disk[REGISTRY]?.first() as Memory | undefined;
        if (memory === undefined) return [state, []];
        const segments = state.segments.map(({ name, records }) => ({
          name,
          records: records.drop(memory[name] ?? 0),
        }));
        return [
          changed(state, { memory, segments: segments.filter((one) => one.records.length > 0) }),
          [],
        ];
      },
    },
  },
  'torn-segment-blocks': {
    title: 'an agent whose log contains half a record does not upload again',
    class: 'crash while writing',
    property: 'eventual-delivery',
    incident: {
      title: 'Stuck in infinite loop after disk buffer corruption',
      address: 'https://github.com/vectordotdev/vector/issues/17644',
    },
    agent: {
      found: (state, disk) => {
        const torn = Object.keys(disk)
          .filter(isSegment)
          .filter((file) => disk[file]?.toArray().includes(TORN));
        return [changed(state, { memory: { [TORN_RECORDS]: torn.length } }), []];
      },
      mayUpload: ({ memory }) =>
        compared(
          'log-is-readable',
          { name: 'half-written records in the log', value: memory[TORN_RECORDS] ?? 0 },
          '=',
          { name: 'half-written records that it can read', value: 0 },
          'the agent does not upload',
        ),
    },
  },
  'missing-segment-blocks': {
    title:
      'the number of the segment to read is stored after a removal, and a missing one is awaited',
    class: 'crash while writing',
    property: 'eventual-delivery',
    incident: {
      title: 'fix(buffers): disk buffers v2 reopen buffer after restart crash loop',
      address: 'https://github.com/vectordotdev/vector/pull/25570',
    },
    agent: {
      shortened: (file, rest, count) =>
        rest.length > 0
          ? [{ kind: 'truncate', file, count }]
          : [
              { kind: 'remove', file },
              { kind: 'sync', file },
              { kind: 'write', file: POSITION, entries: Seq.of<unknown>([numberOf(file) + 1]) },
            ],
      remembers: () => [{ kind: 'sync', file: POSITION }],
      found: (state, disk) => {
        const position = disk[POSITION]?.first() as number | undefined;
        const numbers = state.segments.map(({ name }) => numberOf(name));
        const isMissing =
          position !== undefined &&
          !numbers.includes(position) &&
          numbers.some((number) => number > position);
        return [changed(state, { memory: { [MISSING]: isMissing ? 1 : 0 } }), []];
      },
      mayUpload: ({ memory }) =>
        compared(
          'segment-is-there',
          { name: 'missing segments', value: memory[MISSING] ?? 0 },
          '=',
          { name: 'missing segments that it can pass over', value: 0 },
          'the agent waits for the segment',
        ),
    },
  },
};
