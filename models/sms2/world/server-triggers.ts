/** Inputs of a scenario for the metering servers, and for the accounts that use them. */
import type { TimedInput } from '../../../sim/world/spec.js';
import type { Input } from '../protocol.js';
import { clientName, serverNames, SITE } from '../scenario.js';
import type { Sms2Scenario } from '../scenario.js';

/**
 * Lists these inputs.
 * @param lastMs latest true time of any action of a scenario
 */
export function serverTriggers(scenario: Sms2Scenario, lastMs: number): TimedInput<Input>[] {
  const { clients, passwordChange, retiredAtMs } = scenario;
  const onEach = (atMs: number, input: Input): TimedInput<Input>[] =>
    serverNames(scenario).map((node) => ({ at: Math.min(atMs, lastMs), node, input }));
  const inputs = clients.flatMap(({ lockedOutAtMs }, index) =>
    lockedOutAtMs === undefined
      ? []
      : onEach(lockedOutAtMs, { kind: 'lock-out', client: clientName(index) }),
  );
  if (passwordChange !== undefined) {
    const { atMs, newAccount } = passwordChange;
    inputs.push(...onEach(atMs, { kind: 'change-password', newAccount }));
  }
  if (retiredAtMs !== undefined)
    inputs.push({ at: Math.min(retiredAtMs, lastMs), node: SITE, input: { kind: 'retire' } });
  return inputs;
}
