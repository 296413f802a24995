/** Choices that no test shows: the clause that a switch enters, the argument that Math.max takes. */
import type { Decision, SourcePlace } from '../../sim/model/node.js';
import type { DecidingLine, NoDecidingLine } from './deciding-line.js';
import { argumentsOf } from './origin.js';
import type { Reader } from './reader.js';
import type { Computed, Recorder } from './recorder.js';
import type { RecordedSite } from './sites.js';

const placeOf = ({ file, line, column }: RecordedSite): SourcePlace => ({
  ...{ file, line, column },
});

const lastOf = (recorder: Recorder, site: number, before: number): Computed | undefined => {
  for (const one of recorder.computedBefore(before)) if (one.site === site) return one;
  return undefined;
};

/** The runs enter different clauses of one switch, whose value differs. */
export function switched(
  losing: Recorder,
  passing: Recorder,
  index: number,
  reader: Reader,
): Pick<DecidingLine, 'losing' | 'passing'> | undefined {
  const clauses = [losing.siteAt(index), passing.siteAt(index)];
  const id = clauses.find((site) => site?.kind === 'case')?.of ?? -1;
  const [site, mine, other] = [
    losing.sites[id],
    lastOf(losing, id, index),
    lastOf(passing, id, index),
  ];
  if (site === undefined || mine === undefined || other === undefined) return undefined;
  if (mine.result === other.result) return undefined;
  const { source } = reader.textOf(site);
  const of = (value: number, another: number, entered: RecordedSite | undefined): Decision => ({
    name: `${reader.placeOf(site)}  switch (${source})`,
    left: { name: source, value },
    comparison: '=',
    right: { name: `${source} in the other run`, value: another },
    held: false,
    outcome: `the program enters ${entered?.of === id ? entered.source : 'no clause of the switch'}`,
    source: placeOf(site),
  });
  return {
    losing: of(mine.result, other.result, clauses[0]),
    passing: of(other.result, mine.result, clauses[1]),
  };
}

type Both = readonly [left: number, right: number];

function argumentValues(recorder: Recorder, { id }: RecordedSite, at: number): Both | undefined {
  const [left, right] = argumentsOf(recorder, id, at);
  return left && right && [left.result, right.result];
}

function selection(recorder: Recorder, site: RecordedSite, both: Both, reader: Reader): Decision {
  const names = recorder.sites
    .filter(({ of }) => of === site.id)
    .map((argument) => reader.textOf(argument).source);
  const [left, right] = both;
  const takesLeft = left > right === (site.operator === 'max');
  return {
    name: `${reader.placeOf(site)}  ${reader.textOf(site).source}`,
    left: { name: names[0] ?? '', value: left },
    comparison: '>',
    right: { name: names[1] ?? '', value: right },
    held: left > right,
    outcome: `Math.${site.operator} takes ${names[takesLeft ? 0 : 1] ?? ''}`,
    source: placeOf(site),
  };
}

/** The latest call before where the arguments of Math.max or Math.min are in another order in the losing run. */
export function selectedOtherwise(
  losing: Recorder,
  passing: Recorder,
  index: number,
  reader: Reader,
): NoDecidingLine['selected'] {
  const theirs = [...passing.computedBefore(index)];
  for (const mine of losing.computedBefore(index)) {
    const site = losing.sites[mine.site];
    if (site?.kind !== 'select') continue;
    const other = theirs.find((one) => one.site === mine.site && one.at === mine.at);
    const [a, b] = [
      argumentValues(losing, site, mine.at),
      other && argumentValues(passing, site, other.at),
    ];
    if (a === undefined || b === undefined || Math.sign(a[0] - a[1]) === Math.sign(b[0] - b[1]))
      continue;
    return {
      losing: selection(losing, site, a, reader),
      passing: selection(passing, site, b, reader),
    };
  }
  return undefined;
}
