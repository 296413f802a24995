/**
 * The end of several campaigns at the first finding of some kind, whichever thread meets it first.
 */

/** The share whose finding ends all campaigns: the first, in the order in which shares count. */
export class Bail {
  #from = Infinity;
  #campaign: number | undefined;
  readonly #inTurn: boolean;

  /** @param inTurn one campaign after another; otherwise a share of each, then the next of each */
  constructor(inTurn = false) {
    this.#inTurn = inTurn;
  }

  /** Notes a share with such a finding: its first run and its campaign. */
  note(from: number, campaign: number): void {
    if (!this.admits(from, campaign)) return;
    this.#from = from;
    this.#campaign = campaign;
  }

  /** True for a share that counts: that one, those before it, or any while there is none. */
  admits(from: number, campaign: number): boolean {
    if (this.#campaign === undefined) return true;
    const turn = campaign - this.#campaign;
    if (this.#inTurn) return turn < 0 || (turn === 0 && from <= this.#from);
    return from < this.#from || (from === this.#from && turn <= 0);
  }

  /** Index of the campaign of that share; `undefined`: there is none. */
  get campaign(): number | undefined {
    return this.#campaign;
  }
}
