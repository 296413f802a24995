/**
 * One or two disks, of any machine, that are wiped or restored from an image of the same run. Among
 * many other faults their effect is hidden, so half of these runs have no other.
 */
import * as fc from 'fast-check';
import type { Fault } from '../../../sim/world/fault.js';
import * as sms2 from '../../../models/sms2/index.js';
import { rollback } from '../../study/arbitraries.js';

interface Disaster {
  readonly node: number;
  readonly kind: 'wipe' | 'rollback';
  /** Shares of the run, thousandths: the image is made at the earlier one. */
  readonly shares: readonly [number, number];
}

const share = fc.nat({ max: 1_000 });

const disasters = fc.array(
  fc.record<Disaster>({
    node: fc.nat({ max: 11 }),
    kind: fc.constantFrom('wipe', 'rollback', 'rollback'),
    shares: fc.tuple(share, share),
  }),
  { minLength: 1, maxLength: 2 },
);

/** Clients and the server that collects from them twice: most records are there. */
const machinesOf = ({ clients }: sms2.Sms2Scenario): readonly string[] => {
  const ends = [...clients.map((_, index) => sms2.clientName(index)), sms2.SERVER];
  return [...ends, ...ends, sms2.SITE, sms2.DATABASE];
};

function faultsOf({ node, kind, shares }: Disaster, scenario: sms2.Sms2Scenario): readonly Fault[] {
  const { durationMs } = scenario;
  const machines = machinesOf(scenario);
  const name = machines[node % machines.length] ?? sms2.SERVER;
  const at = (permille: number): number =>
    Math.min(durationMs - 1, Math.floor((durationMs * permille) / 1_000));
  const [from, to] = [at(Math.min(...shares)), at(Math.max(...shares))];
  return kind === 'wipe' ? [{ kind, at: to, node: name }] : rollback(name, from, to - from);
}

/** Draws scenarios of `likely` with such disasters. */
export const diskDisasters = (
  likely: fc.Arbitrary<sms2.Sms2Scenario>,
): fc.Arbitrary<sms2.Sms2Scenario> =>
  fc.tuple(likely, disasters, fc.boolean()).map(([drawn, list, alone]) => {
    const befall = list.flatMap((one) => faultsOf(one, drawn));
    const faults = [...(alone ? [] : drawn.faults), ...befall];
    return {
      ...drawn,
      faults: faults.sort((a, b) => a.at - b.at),
      actions: alone ? [] : drawn.actions,
    };
  });
