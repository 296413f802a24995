/** A wall clock of this process alone that can be set; timers stay on the real one. */
const RealDate = Date;
let offsetMs = 0;

class SetDate extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + offsetMs);
    else super(...given);
  }

  static now() {
    return RealDate.now() + offsetMs;
  }
}

globalThis.Date = SetDate;

/** Steps the clock, ms. */
export const step = (byMs) => {
  offsetMs += byMs;
};
