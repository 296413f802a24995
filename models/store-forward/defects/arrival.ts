/** Defects by which a record gets another date on its way: at sending, on arrival, or from its neighbour. */
import { DAY_MS, SECOND_MS, msOf } from '../../../sim/model/time.js';
import { datedAt } from './by-date.js';
import type { Defects } from './defect.js';

const PAST_MS_MAX = 2 * DAY_MS;
const LEAD_MS_MAX = 2 * DAY_MS;
const THOUSAND = 1_000;
/** Numbers below this are taken for seconds: in ms it is September 2001. */
const SECONDS_MAX = 10 ** 12;

export const ARRIVAL: Defects = {
  'dated-on-arrival': {
    title: 'the server dates a record when it arrives',
    class: 'dated on the way',
    property: 'dates',
    incident: {
      title: 'Timestamp field not used for event or action time',
      address: 'https://github.com/PostHog/posthog/issues/7968',
    },
    server: { dated: (_record, now) => msOf(now.wall) },
  },
  'dated-at-flush': {
    title: 'the agent dates its records when it sends them',
    class: 'dated on the way',
    property: 'dates',
    incident: {
      title: 'telemetry: timestamp_ms reflects flush time, not record time',
      address: 'https://github.com/justrach/codedb/issues/382',
    },
    agent: {
      outgoing: (records, _state, now) => records.map((record) => datedAt(record, msOf(now.wall))),
    },
  },
  'delay-taken-for-clock-error': {
    title: 'the server adds the time of receipt minus the stated time of sending to each date',
    class: 'correction by sending time',
    property: 'dates',
    incident: {
      title:
        "Clock-skew correction folds network transit delay into event timestamps, reordering a device's events and breaking ordered funnels",
      address: 'https://github.com/PostHog/posthog/issues/98250',
    },
    server: { dated: ({ at }, now, _zone, { sentAt }) => at + msOf(now.wall) - sentAt },
  },
  'too-old-redated': {
    title: 'the server gives a record from over two days before its clock its own time',
    class: 'timestamp rewritten',
    property: 'dates',
    incident: {
      title: "The behavior of 'time-generated-field' seems to have changed",
      address: 'https://github.com/MicrosoftDocs/azure-docs/issues/99090',
    },
    server: {
      dated: ({ at }, now) => (at < msOf(now.wall) - PAST_MS_MAX ? msOf(now.wall) : at),
    },
  },
  'redated-to-neighbour': {
    title: 'the server gives a record over two days from its clock the date of the row before it',
    class: 'timestamp rewritten',
    property: 'dates',
    incident: {
      title: 'How timestamp assignment works',
      address:
        'https://docs.splunk.com/Documentation/Splunk/9.3.1/Data/HowSplunkextractstimestamps',
    },
    server: {
      dated: ({ at }, now, _zone, _batch, rows) => {
        const wall = msOf(now.wall);
        const isNear = at >= wall - PAST_MS_MAX && at <= wall + LEAD_MS_MAX;
        return isNear ? at : (rows.last()?.at ?? wall);
      },
    },
  },
  'seconds-taken-for-milliseconds': {
    title: 'the agent states dates in seconds, and the server reads them as milliseconds',
    class: 'unit of time',
    property: 'dates',
    incident: {
      title: 'SourceRecordReader implementations should use milliseconds to create their records',
      address: 'https://github.com/redis-field-engineering/redis-kafka-connect/issues/15',
    },
    agent: { stamp: (now) => Math.floor(msOf(now.wall) / SECOND_MS) },
  },
  'milliseconds-taken-for-microseconds': {
    title: 'the server reads dates in milliseconds as microseconds',
    class: 'unit of time',
    property: 'dates',
    incident: {
      title: 'Fix timestamp incorrect unit (off by 1000)',
      address: 'https://github.com/scylladb/kafka-connect-scylladb/pull/29',
    },
    server: { dated: ({ at }) => Math.floor(at / THOUSAND) },
  },
  'unit-guessed-from-size': {
    title: 'the server takes a number below a million millions for seconds',
    class: 'unit of time',
    property: 'dates',
    incident: {
      title: 'Fix Unix timestamp conversion for pre-1970 and pre-2001 values',
      address: 'https://github.com/abrignoni/VLEAPP/pull/135',
    },
    server: { dated: ({ at }) => (at < SECONDS_MAX ? at * THOUSAND : at) },
  },
  'ended-by-another-clock': {
    title: 'the start of a record is read from the wall clock, and its end from the elapsed clock',
    class: 'one record by two clocks',
    property: 'dates',
    incident: {
      title: 'fix(express): use the same clock for span start and end',
      address: 'https://github.com/open-telemetry/opentelemetry-js-contrib/pull/1210',
    },
    agent: {
      ends: (now, { startedAt }) =>
        msOf(startedAt.wall) + msOf(now.elapsed) - msOf(startedAt.elapsed),
    },
  },
};
