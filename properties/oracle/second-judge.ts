/**
 * The second judge, built independently: it uses neither tracers nor fates.
 *
 * It counts uses by the key that a reader of the console sees, and must come to the same balance as
 * the ledger. If the two disagree, one of them is wrong and neither result counts.
 */
import type { Ledger } from './ledger.js';
import { misnamed } from './fates.js';
import type { Fates } from './fates.js';
import type { ScenarioBase } from '../study/contract.js';

/** Adds to the balance of a key; a key whose balance is 0 is left out. */
const addTo =
  (balance: Map<string, number>) =>
  (key: string, by: number): void => {
    const sum = (balance.get(key) ?? 0) + by;
    if (sum === 0) balance.delete(key);
    else balance.set(key, sum);
  };

/** Uses shown minus uses expected, per key; keys whose balance is 0 are left out. */
export function balanceByKeys<S extends ScenarioBase, M, I>(
  ledger: Ledger<S, M, I>,
): Map<string, number> {
  const balance = new Map<string, number>();
  const add = addTo(balance);
  for (const row of ledger.rows ?? []) add(row.key, row.uses);
  for (const metered of ledger.metered.values())
    if (metered.optional === undefined) add(metered.key, -1);
  return balance;
}

/** The balance per key that the ledger's fates imply. */
function balanceByFates<S extends ScenarioBase, M, I>(
  ledger: Ledger<S, M, I>,
  fates: Fates,
): Map<string, number> {
  const balance = new Map<string, number>();
  const add = addTo(balance);
  const notShown = new Set<number>();
  const extra = new Set<number>();
  for (const { record, fate } of fates.uncounted) {
    if (fate === 'duplicated' || fate === 'phantom') extra.add(record);
    else if (fate !== 'misdated') notShown.add(record);
  }
  for (const metered of ledger.metered.values()) {
    if (metered.optional !== undefined) {
      if (!notShown.has(metered.record)) add(metered.key, 1);
    } else if (notShown.has(metered.record)) add(metered.key, -1);
  }
  if (extra.size > 0) {
    const first = new Set<number>();
    for (const row of ledger.rows ?? [])
      for (const record of row.records) {
        if (!extra.has(record)) continue;
        const known = ledger.metered.has(record) && !misnamed(ledger, row, record);
        if (known && !first.has(record)) first.add(record);
        else add(row.key, 1);
      }
  }
  return balance;
}

/** The first key on which the judges disagree, in words; `undefined` if they agree. */
export function disagreement<S extends ScenarioBase, M, I>(
  ledger: Ledger<S, M, I>,
  fates: Fates,
): string | undefined {
  const byKeys = balanceByKeys(ledger);
  const byFates = balanceByFates(ledger, fates);
  for (const key of new Set([...byKeys.keys(), ...byFates.keys()])) {
    const a = byKeys.get(key) ?? 0;
    const b = byFates.get(key) ?? 0;
    if (a !== b)
      return `for "${key}" the console's rows are off by ${String(a)}, the ledger's fates say ${String(b)}`;
  }
  return undefined;
}
