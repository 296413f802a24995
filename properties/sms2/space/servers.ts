/** Space of a site with several metering servers, of which the first may be stopped permanently. */
import * as fc from 'fast-check';
import type { Fault } from '../../../sim/world/fault.js';
import * as sms2 from '../../../models/sms2/index.js';

const drawn = fc.record({
  meteringServers: fc.integer({ min: 2, max: 3 }),
  retired: fc.boolean(),
  permille: fc.integer({ min: 0, max: 1_000 }),
  /** Index of the server to which a fault of the only server is moved. */
  hit: fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 5 }),
});

/** Moves each fault of the metering server to any of the servers. */
function spread(
  faults: readonly Fault[],
  servers: readonly string[],
  hit: readonly number[],
): Fault[] {
  const any = (node: string, index: number): string => {
    if (node !== sms2.SERVER) return node;
    return servers[(hit[index % hit.length] ?? 0) % servers.length] ?? node;
  };
  return faults.map((fault, index): Fault => {
    const node = any(fault.node, index);
    return 'to' in fault ? { ...fault, node, to: any(fault.to, index) } : { ...fault, node };
  });
}

export const withServers = (
  oneServer: fc.Arbitrary<sms2.Sms2Scenario>,
): fc.Arbitrary<sms2.Sms2Scenario> =>
  fc.tuple(oneServer, drawn).map(([scenario, { meteringServers, retired, permille, hit }]) => ({
    ...scenario,
    meteringServers,
    ...(retired ? { retiredAtMs: Math.floor((scenario.durationMs * permille) / 1_000) } : {}),
    faults: spread(scenario.faults, sms2.serverNames({ ...scenario, meteringServers }), hit),
  }));
