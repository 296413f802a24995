/** Bodies of answers, as the services document them. */
import type { BatchJudged, ItemJudged } from '../item.js';
import type { SettledCollector } from '../choice.js';

/** An answer over HTTP. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

type Form = (row: SettledCollector, judged: BatchJudged) => unknown;

const refusedOf = ({ items }: BatchJudged): readonly ItemJudged[] =>
  items.filter(({ fate }) => fate === 'refused');

const codeOf = ({ refusedWhole, items }: BatchJudged): string =>
  refusedWhole ?? items.find(({ fate }) => fate === 'refused')?.code ?? 'invalid';

/** First and last places of events beyond a bound, as PutLogEvents names them. */
function rejectedLogEvents(judged: BatchJudged): object {
  const places = (code: string): readonly number[] =>
    judged.items.flatMap((one, at) => (one.code === code && one.fate === 'refused' ? [at] : []));
  const [tooNew] = places('tooNewLogEventStartIndex');
  const ends = ['tooOldLogEventEndIndex', 'expiredLogEventEndIndex'].flatMap((code) => {
    const last = places(code).at(-1);
    return last === undefined ? [] : [[code, last + 1] as const];
  });
  return {
    ...(tooNew === undefined ? {} : { tooNewLogEventStartIndex: tooNew }),
    ...Object.fromEntries(ends),
  };
}

const exception = (code: string): object => ({
  __type: /^[A-Z]\w+$/.test(code) ? code : 'InvalidParameterException',
  message: code,
});

const FORMS: Readonly<Record<string, Form>> = {
  'orb-ingest': (_, judged) => ({
    validation_failed: refusedOf(judged).map(({ item: { id }, code }) => ({
      ...{ idempotency_key: id, validation_errors: [code] },
    })),
  }),
  'cloudwatch-logs': (row, judged) => {
    if (judged.status !== row.answer.ok) return exception(codeOf(judged));
    const rejectedLogEventsInfo = rejectedLogEvents(judged);
    const isWhole = Object.keys(rejectedLogEventsInfo).length === 0;
    return { nextSequenceToken: '2', ...(isWhole ? {} : { rejectedLogEventsInfo }) };
  },
  'azure-marketplace-batch': (_, { items }) => ({
    count: items.length,
    result: items.map(({ fate, code }) => ({
      status: fate === 'kept' ? 'Accepted' : code === 'duplicate' ? 'Duplicate' : (code ?? fate),
    })),
  }),
  'mixpanel-import': (row, judged) => ({
    code: judged.status,
    status: judged.status === row.answer.ok ? 'OK' : 'Bad Request',
    num_records_imported: judged.items.length - refusedOf(judged).length,
    failed_records: judged.items.flatMap(({ fate, item, code }, index) =>
      fate === 'refused'
        ? [{ index, insert_id: item.id, field: 'properties.time', message: code }]
        : [],
    ),
  }),
};

const stripe: Form = (row, judged) =>
  judged.status === row.answer.ok
    ? { object: 'billing.meter_event' }
    : { error: { type: 'invalid_request_error', code: codeOf(judged), message: codeOf(judged) } };

const aws: Form = (row, judged) =>
  judged.status === row.answer.ok ? {} : exception(codeOf(judged));

const plain: Form = (row, judged) =>
  judged.status === row.answer.ok
    ? {}
    : { error: codeOf(judged), refused: refusedOf(judged).map(({ item: { id } }) => id) };

function formOf({ name, answer: { ok } }: SettledCollector): Form | undefined {
  const own = FORMS[name];
  if (own !== undefined) return own;
  if (name.startsWith('stripe-')) return stripe;
  if (/^(aws-|cloudwatch-|timestream-)/.test(name)) return aws;
  return ok === 204 ? undefined : plain;
}

/** Services whose answers are plain text. */
const TEXTS: Readonly<Record<string, (judged: BatchJudged, isOk: boolean) => string>> = {
  'mixpanel-track': () => '1',
  'influxdb-1': (judged, isOk) =>
    isOk
      ? ''
      : JSON.stringify({
          error: `partial write: points beyond retention policy dropped=${String(refusedOf(judged).length)}`,
        }),
  loki: (judged, isOk) =>
    isOk
      ? ''
      : refusedOf(judged)
          .map(({ code }) => `entry has a timestamp out of range: ${code ?? ''}`)
          .join('\n'),
};

/** A conflict has a status of its own where the service documents one. */
const statusOf = ({ name, answer }: SettledCollector, judged: BatchJudged): number =>
  name === 'azure-marketplace-usage-event' &&
  judged.status === answer.refused &&
  codeOf(judged) === 'duplicate'
    ? 409
    : judged.status;

/** The answer to a judged request. */
export function wireAnswer(row: SettledCollector, judged: BatchJudged): WireAnswer {
  const status = statusOf(row, judged);
  const isOk = judged.status === row.answer.ok;
  const text = TEXTS[row.name]?.(judged, isOk);
  if (text !== undefined) return { status, headers: [['content-type', 'text/plain']], body: text };
  const form = formOf(row);
  if (form === undefined && isOk) return { status, headers: [], body: '' };
  const type =
    row.name.startsWith('cloudwatch-') || row.name.startsWith('aws-') ? 'x-amz-json-1.1' : 'json';
  return {
    status,
    headers: [['content-type', `application/${type}`]],
    body: JSON.stringify((form ?? plain)(row, judged)),
  };
}
