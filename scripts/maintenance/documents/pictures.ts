/**
 * The pictures of the documents, drawn from runs, and the explorer's page: `npm run docs` writes them,
 * and a test compares them. Each picture has a light background of its own, so that it is readable on a dark page.
 */
import { HOUR_MS } from '../../../sim/model/time.js';
import { explain } from '../../../properties/explain/explain.js';
import { storyOf } from '../../../properties/explain/story.js';
import { runScenario } from '../../../properties/oracle/judged-run.js';
import { recordedRun } from '../../../properties/trace/recorded.js';
import * as sms2 from '../../../models/sms2/index.js';
import { sms2Study } from '../../../properties/sms2/study.js';
import { eraseStudy } from '../../../properties/study/erase.js';
import { xmlText } from '../../../reports/markup/xml.js';
import { axisOf, layoutOf } from '../../../reports/spacetime/layout.js';
import { rounded } from '../../../reports/spacetime/rounded.js';
import type { SpaceTimeView } from '../../../reports/spacetime/layout.js';
import { spaceTimePair } from '../../../reports/spacetime/spacetime.js';
import { LIGHT_STYLE } from '../../../reports/spacetime/style.js';
import { spaceTimeSvg } from '../../../reports/spacetime/svg.js';
import type { SpaceTime, SpaceTimeStep } from '../../../reports/spacetime/types.js';
import { writtenExplorer } from '../../explorer/explorer.js';
import { explorerPicture } from '../../explorer/picture.js';

const STUDY = eraseStudy(sms2Study);

/** The agent of H4, installed on a clock that is behind the site server's. */
const behind = (offsetMs: number): sms2.Sms2Scenario => {
  const simplest = sms2.simplestScenario('h4');
  return { ...simplest, clients: simplest.clients.map((client) => ({ ...client, offsetMs })) };
};

const VIEW: SpaceTimeView = {
  spacing: 'events',
  zoom: 1,
  words: true,
  room: 900,
  standalone: false,
};
/** Height of the line above each run, and the space around it, px. */
const HEAD = 30;
const GAP = 16;
const STYLE = `${LIGHT_STYLE}.picture-head{fill:var(--st-ink);font-size:14px;font-weight:600}`;

/** The positions that show how a record is decided and moved, in order. */
function relevant(run: SpaceTime): readonly number[] {
  const touched = new Set<number>();
  const { record } = run;
  if (record !== undefined) for (const at of [record.usedFrom, record.usedTo]) touched.add(at);
  for (const { carries, sent, ended, lost } of run.messages)
    if (carries && !lost) for (const at of [sent, ended ?? sent]) touched.add(at);
  const decision = run.decision?.position ?? -1;
  const configured = run.steps.findIndex(({ label }) => label === 'configuration');
  const look = run.steps.findIndex(({ label }) => label === 'look');
  const isAnswer = ({ kind }: SpaceTimeStep, at: number): boolean =>
    kind === 'message' && (at <= configured || at > look);
  return run.steps.flatMap((step, at) =>
    touched.has(at) || at === decision || step.kind === 'input' || isAnswer(step, at) ? [at] : [],
  );
}

/** The run with only these positions; timers and the messages between other positions are left out. */
function reduced(run: SpaceTime, positions: readonly number[]): SpaceTime {
  const kept = new Set(positions);
  const place = (position: number): number =>
    Math.max(0, positions.filter((at) => at <= position).length - 1);
  const { record, partsAt, decision, sealedMs } = run;
  return {
    study: run.study,
    variant: run.variant,
    token: run.token,
    hash: run.hash,
    verdict: run.verdict,
    epochMs: run.epochMs,
    lanes: run.lanes.map(({ node, offsets }) => ({
      node,
      offsets: offsets.map(([at, offset]) => [place(at), offset] as const),
    })),
    steps: positions.flatMap((at) => run.steps[at] ?? []),
    messages: run.messages
      .filter(({ sent, ended }) => kept.has(sent) && ended !== undefined && kept.has(ended))
      .map((one) => ({ ...one, sent: place(one.sent), ended: place(one.ended ?? one.sent) })),
    timers: [],
    ...(record === undefined
      ? {}
      : {
          record: {
            ...record,
            usedFrom: place(record.usedFrom),
            usedTo: place(record.usedTo),
            holds: record.holds.map(({ lane, from, to }) => ({
              lane,
              from: place(from),
              to: place(to),
            })),
            end: {
              ...record.end,
              position: place(record.end.position),
              text:
                record.fate === 'stranded' ? 'stranded: nothing moves it' : 'counted, 1 h early',
            },
          },
        }),
    ...(decision === undefined
      ? {}
      : { decision: { ...decision, position: place(decision.position) } }),
    ...(sealedMs === undefined ? {} : { sealedMs }),
    ...(partsAt === undefined ? {} : { partsAt: place(partsAt) }),
  };
}

/** Runs one below the other on one axis of true time, each with a line above it. */
function stacked(title: string, runs: readonly (readonly [string, SpaceTime])[]): string {
  const axis = axisOf(
    runs.map(([, run]) => run),
    VIEW,
  );
  let y = GAP / 2;
  let width = 0;
  const drawn = runs.flatMap(([heading, run], at) => {
    const view = { ...VIEW, axis, twin: at > 0 };
    const layout = layoutOf(run, view);
    const from = y;
    y = rounded(y + HEAD + layout.height + GAP);
    width = Math.max(width, layout.width);
    return [
      `<text class="picture-head" x="6" y="${from + 18}">${xmlText(heading)}</text>`,
      spaceTimeSvg(run, view).replace('<svg ', `<svg y="${from + HEAD}" `),
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" width="${width}" height="${y}" role="img" aria-label="${xmlText(title)}">`,
    `<style>${STYLE}</style>`,
    `<rect class="st-paper" width="${width}" height="${y}" rx="8"/>`,
    ...drawn,
    '</svg>\n',
  ].join('\n');
}

/** The reference finding: one millisecond more behind, and the record stays on the client. */
function referenceFinding(): string {
  const losing = behind(-HOUR_MS - 1);
  const recorded = { run: recordedRun(STUDY, losing), twin: recordedRun(STUDY, behind(-HOUR_MS)) };
  const [violation] = runScenario(STUDY, losing).violations;
  if (violation === undefined) throw new Error('this scenario strands its record');
  const story = storyOf(STUDY, losing, explain(STUDY, losing, violation));
  const { run, twin } = spaceTimePair(STUDY, recorded, { stepsMax: 10_000, story });
  return stacked("Two runs that differ by one millisecond of the client's clock", [
    ['1 h 0.001 s behind: the record stays on client-1', reduced(run, relevant(run))],
    ['1 h behind: the record reaches the console', reduced(twin, relevant(twin))],
  ]);
}

/** The explorer of the reference study, to be opened from the repository without a build. */
const explorer = (): string =>
  writtenExplorer({
    study: STUDY,
    ref: { name: STUDY.name },
    variant: 'h4',
    scenario: undefined,
    reproduceOptions: '',
  });

/** Pictures and pages by their path in the repository. */
export const PICTURES: Readonly<Record<string, () => string>> = {
  'docs/pictures/reference-finding.svg': referenceFinding,
  'docs/pictures/explorer.svg': () => explorerPicture(STUDY, 'h4'),
  'docs/explorer.html': explorer,
};
