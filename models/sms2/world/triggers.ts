/** Triggers of documented defects, from the fields of a scenario: inputs and faults. */
import type { Fault } from '../../../sim/world/fault.js';
import type { TimedInput } from '../../../sim/world/spec.js';
import type { Input } from '../protocol.js';
import { clientName, SERVER, SITE } from '../scenario.js';
import type { Sms2Scenario } from '../scenario.js';

export function triggerInputs(scenario: Sms2Scenario): TimedInput<Input>[] {
  const inputs = scenario.clients.flatMap(({ nextLogonAtMs, freeDisk = [] }, index) => {
    const node = clientName(index);
    const disk = freeDisk.map(({ atMs, kilobytes }): TimedInput<Input> => ({
      at: atMs,
      node,
      input: { kind: 'free-disk', kilobytes },
    }));
    return nextLogonAtMs === undefined
      ? disk
      : [...disk, { at: nextLogonAtMs, node, input: { kind: 'logon' as const } }];
  });
  const { serverSetUpAtMs } = scenario;
  if (serverSetUpAtMs !== undefined)
    inputs.push({ at: serverSetUpAtMs, node: SITE, input: { kind: 'server-set-up' } });
  return inputs;
}

/** A metering server that is not set up yet is modelled as unreachable. */
export const triggerFaults = ({ serverSetUpAtMs: forMs, clients }: Sms2Scenario): Fault[] =>
  forMs === undefined
    ? []
    : clients.map((_, index) => ({
        kind: 'partition',
        at: 0,
        node: clientName(index),
        to: SERVER,
        both: true,
        forMs,
      }));
