/** The three spaces of a study of agents beside one server, from one draw. */
import * as fc from 'fast-check';
import { CLOCK_FAULTS, kindsIn } from './faults.js';
import type { FaultName, Kind } from './faults.js';
import { offsetMs, seldom } from './numbers.js';
import { LIMITS, RIGHT_CLOCK } from './scenario.js';
import type { PipelineScenario } from './scenario.js';

export const drawnClock = fc.record({ offsetMs, driftPpm: seldom(LIMITS.driftPpm) });

/** The part of a draw that holds clocks. */
interface DrawnMachines {
  readonly agents: readonly { readonly clock: PipelineScenario['server'] }[];
  readonly server: PipelineScenario['server'];
}

interface Drawing<Raw, Scenario> {
  readonly drawn: (kinds: readonly Kind[]) => fc.Arbitrary<Raw>;
  readonly made: (variant: string, raw: Raw, kinds: readonly Kind[]) => Scenario;
  /** The draw without the surroundings that the space `clocks` leaves out. */
  readonly calm: (raw: Raw) => Raw;
}

/** All faults; faults of clocks alone; all except those of clocks. */
export function partedSpaces<Raw extends DrawnMachines, Scenario>(
  faults: readonly FaultName[],
  { drawn, made, calm }: Drawing<Raw, Scenario>,
): Readonly<Record<string, (variant: string) => fc.Arbitrary<Scenario>>> {
  const space = (names: readonly FaultName[], plainer: (raw: Raw) => Raw) => {
    const kinds = kindsIn(names);
    const arbitrary = drawn(kinds);
    return (variant: string) => arbitrary.map((raw) => made(variant, plainer(raw), kinds));
  };
  const ofClocks = (name: FaultName): boolean => CLOCK_FAULTS.includes(name);
  return {
    everything: space(faults, (raw) => raw),
    clocks: space(faults.filter(ofClocks), calm),
    machines: space(
      faults.filter((name) => !ofClocks(name)),
      (raw) => ({
        ...raw,
        agents: raw.agents.map((agent) => ({ ...agent, clock: RIGHT_CLOCK })),
        server: RIGHT_CLOCK,
      }),
    ),
  };
}
