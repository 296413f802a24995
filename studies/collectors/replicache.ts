/**
 * The memory of a Replicache server: the last mutation that it took of each client. A collector's handler
 * has no memory of earlier requests, so a page keeps it, in its localStorage.
 */
declare const localStorage: Record<string, string>;

interface Mutation {
  readonly clientID: string;
  /** Counted from 1 for each client. */
  readonly id: number;
}

type LastIds = Readonly<Record<string, number>>;

const last = (): LastIds => JSON.parse(localStorage['last'] ?? '{}') as LastIds;

/** Mutations that the server did not take yet; a push repeats those that no pull has confirmed. */
export const notTaken = (mutations: readonly Mutation[]): readonly Mutation[] =>
  mutations.filter(({ clientID, id }) => id > (last()[clientID] ?? 0));

const infoOf = ({ status }: Response): object => ({ httpStatusCode: status, errorMessage: '' });

/** The result of a push that was answered; a good answer means that the server took the mutations. */
export function pushed(response: Response, mutations: readonly Mutation[]): object {
  const ids = Object.fromEntries(mutations.map(({ clientID, id }) => [clientID, id]));
  if (response.ok) localStorage['last'] = JSON.stringify({ ...last(), ...ids });
  return { httpRequestInfo: infoOf(response) };
}

/** The result of a pull that was answered. The cookie grows with each mutation that was taken. */
export function pulled(response: Response): object {
  const lastMutationIDChanges = last();
  const cookie = Object.values(lastMutationIDChanges).reduce((sum, id) => sum + id, 0);
  return {
    httpRequestInfo: infoOf(response),
    response: { cookie, lastMutationIDChanges, patch: [] },
  };
}
