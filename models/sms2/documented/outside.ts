/**
 * Articles of the knowledge base on metering that a model of agents, clocks and servers could play,
 * and that are not among the documented defects here, with the reason.
 */
interface Outside {
  readonly article: string;
  readonly tells: string;
  readonly why: string;
}

const LICENCES = 'licences: no use is lost, doubled, misdated or hidden';
/** The use is shown, under another product than its own, as with renamed files. */
const HIDDEN_BY_LICENCE =
  'hidden, by our classes; it depends on the time zone and language of licences, which no model has';

export const OUTSIDE: readonly Outside[] = [
  {
    article: 'Q226871',
    tells: "the live status counts backwards where two servers' clocks differ",
    why: 'live status is a view of online licences, not of usage',
  },
  {
    article: 'Q226867',
    tells: 'a computer in the time zone that a product is licensed for counts as unlicensed',
    why: HIDDEN_BY_LICENCE,
  },
  {
    article: 'Q226869',
    tells: 'with ANY for time zone or language, other instances of the product are not tracked',
    why: HIDDEN_BY_LICENCE,
  },
  {
    article: 'Q214982',
    tells: 'a month cannot be chosen for summarisation',
    why: 'a choice that is not offered loses nothing',
  },
  {
    article: 'Q289000',
    tells: 'changed settings of the agent do not reach clients',
    why: 'a release candidate of SP3 only, fixed before the release',
  },
  {
    article: 'Q226838',
    tells: 'a licence stays held on the first server after an online client has moved',
    why: LICENCES,
  },
  {
    article: 'Q231257',
    tells: 'a checked-out licence can be used twice after a restart',
    why: LICENCES,
  },
  { article: 'Q269547', tells: 'licences creep up while sites balance them', why: LICENCES },
  {
    article: 'Q226842',
    tells: 'an imported count of licences overwrites the one before',
    why: LICENCES,
  },
  {
    article: 'Q226823',
    tells: "a callback is denied again until the service's next cycle",
    why: LICENCES,
  },
  {
    article: 'Q213167',
    tells: 'an online client moves at once and is denied at its new server',
    why: LICENCES,
  },
  {
    article: 'Q226827',
    tells: 'denials and imbalance while a server is down briefly',
    why: LICENCES,
  },
  {
    article: 'Q226858',
    tells: 'balancing and trends run even where nothing is to be balanced',
    why: 'load, not usage',
  },
  { article: 'Q226857', tells: 'intersite management cannot be turned off', why: LICENCES },
  { article: 'Q214990', tells: 'a licence cannot be checked out yet', why: LICENCES },
];
