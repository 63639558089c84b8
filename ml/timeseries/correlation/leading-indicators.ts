import * as E from 'fp-ts/lib/Either.js';
import { qValuesOf } from '../../statistics/false-discovery.js';
import { type Concordance, concordance } from './concordance.js';
import { type AccountDays, type MatchedEvent, type Matching, matchedEvents } from './matched-days.js';

export type IndicatorRequest = Matching & {
  /** How many days before the event the indicators are looked at. */
  readonly leads: ReadonlyArray<number>;
};

export type IndicatorRefusal =
  /** Fewer accounts have had the event than say anything. */
  { readonly _tag: 'TooFewAccounts'; readonly needed: number; readonly given: number };

export type AtLead = Concordance & {
  readonly lead: number;
  /** Share of false findings to expect among all indicators and leads whose p-value is as small. Benjamini and Yekutieli 2001. */
  readonly qValue: number;
};

export type LeadingIndicator = {
  /** By its place. */
  readonly indicator: number;
  /** Where it tells most. */
  readonly best: AtLead;
  readonly atLeads: ReadonlyArray<AtLead>;
  /** The longest lead at which it is a finding, to the same side as at its best; undefined where it is none. */
  readonly leadTime: number | undefined;
  /** The chance at its best lead over each quarter of the events, from the earliest; NaN where there was nothing to compare. */
  readonly quarters: ReadonlyArray<number>;
  /** Share of the quarters in which it is to the same side as over all. */
  readonly stability: number;
};

const FEWEST = 10;
const RATE = 0.05;

const quartersOf = (matched: ReadonlyArray<MatchedEvent>): ReadonlyArray<ReadonlyArray<MatchedEvent>> => {
  const inTime = [...matched].sort((a, b) => a.day - b.day || a.account - b.account);
  return [0, 1, 2, 3].map((i) =>
    inTime.slice(Math.floor((inTime.length * i) / 4), Math.floor((inTime.length * (i + 1)) / 4)),
  );
};

const sameSide = (one: number, other: number): boolean => (one - 0.5) * (other - 0.5) > 0;

const strength = ({ auc }: Concordance): number => Math.abs(auc - 0.5);

/**
 * What comes before an event (a churn, an expansion) over a segment of accounts: each indicator, some days before it, against the same
 * indicator of matched accounts on the same day that had none. From the one that tells most to the one that tells least, findings first.
 */
export const leadingIndicators = (
  accounts: ReadonlyArray<AccountDays>,
  request: IndicatorRequest,
): E.Either<IndicatorRefusal, ReadonlyArray<LeadingIndicator>> => {
  const matched = matchedEvents(accounts, request);
  const given = new Set(matched.filter(({ controls }) => controls.length > 0).map(({ account }) => account)).size;
  if (given < FEWEST) return E.left({ _tag: 'TooFewAccounts', needed: FEWEST, given });
  const width = accounts.reduce((most, { indicators }) => Math.max(most, indicators.length), 0);
  const tests = Array.from({ length: width }, (_, indicator) =>
    request.leads.flatMap((lead) => {
      const found = concordance(accounts, matched, indicator, lead);
      return found === undefined || found.accounts < FEWEST ? [] : [{ ...found, indicator, lead }];
    }),
  ).flat();
  const qValues = qValuesOf(tests.map(({ pValue }) => pValue));
  const judged = tests.map((test, i) => ({ ...test, qValue: qValues[i] as number }));
  const quarters = quartersOf(matched);

  const indicatorOf = (indicator: number): ReadonlyArray<LeadingIndicator> => {
    const atLeads = judged.filter((each) => each.indicator === indicator).map(({ indicator: _, ...rest }) => rest);
    if (atLeads.length === 0) return [];
    const best = atLeads.reduce((a, b) => (strength(b) > strength(a) ? b : a));
    const overTime = quarters.map((part) => concordance(accounts, part, indicator, best.lead)?.auc ?? Number.NaN);
    const found = atLeads.filter(({ auc, qValue }) => qValue <= RATE && sameSide(auc, best.auc));
    return [
      {
        indicator,
        best,
        atLeads,
        leadTime: found.length === 0 ? undefined : Math.max(...found.map(({ lead }) => lead)),
        quarters: overTime,
        stability: overTime.filter((auc) => sameSide(auc, best.auc)).length / overTime.length,
      },
    ];
  };
  const rank = (each: LeadingIndicator): number => (each.leadTime === undefined ? 0 : 1) + strength(each.best);
  return E.right(
    Array.from({ length: width }, (_, indicator) => indicatorOf(indicator))
      .flat()
      .sort((a, b) => rank(b) - rank(a)),
  );
};
