/**
 * Messages of HTTP as plain data: the kernel hashes them, and the oracle finds in them which records
 * they carry. Bytes are not modelled: a message arrives whole, twice or never.
 */

/**
 * Name and value, in the order in which they were set.
 * @since 0.1.0
 */
export type HttpHeaders = readonly (readonly [name: string, value: string])[];

/**
 * A request, the response to it, or the reset of its connection. `id` is the client's and never
 * used twice in a run.
 * @since 0.1.0
 */
export type HttpMessage =
  | {
      readonly kind: 'request';
      readonly id: number;
      readonly method: string;
      readonly url: string;
      readonly headers: HttpHeaders;
      /** One character for each byte (latin1). */
      readonly body: string;
      /** Records whose markers the request holds; see `markers.ts`. */
      readonly records: readonly number[];
    }
  | {
      readonly kind: 'response';
      readonly id: number;
      readonly status: number;
      readonly headers: HttpHeaders;
      /** One character for each byte (latin1). */
      readonly body: string;
    }
  /**
   * The server's side closed the connection; before or after acceptance is its own decision.
   * `refused`: nothing listened, and there never was a connection.
   */
  | { readonly kind: 'reset'; readonly id: number; readonly refused?: true };
