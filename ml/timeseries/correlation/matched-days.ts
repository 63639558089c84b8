import { uniformOf } from '../../statistics/random.js';

/** What is known of one account, day by day. */
export type AccountDays = {
  /** One series an indicator, in the same order for all accounts, all beginning on the same day; NaN on days without a value. */
  readonly indicators: ReadonlyArray<Float64Array>;
  /** The days of the event, as places in the series. */
  readonly events: ReadonlyArray<number>;
};

/** An event, and accounts (by their places) that had none on that day nor near it. */
export type MatchedEvent = { readonly account: number; readonly day: number; readonly controls: ReadonlyArray<number> };

export type Matching = {
  /** Days before the event's day, and after it, in which a control has no event of its own. */
  readonly clearBefore: number;
  readonly clearAfter: number;
  /** At most so many controls an event, drawn by the seed. */
  readonly controls: number;
  readonly seed: number;
};

const seenOn = ({ indicators }: AccountDays, day: number): boolean =>
  indicators.some((values) => !Number.isNaN(values[day] ?? Number.NaN));

/** Each event with accounts of the same day without one: what all accounts have in common on a day can then explain nothing. */
export const matchedEvents = (
  accounts: ReadonlyArray<AccountDays>,
  matching: Matching,
): ReadonlyArray<MatchedEvent> => {
  const { clearBefore, clearAfter, controls, seed } = matching;
  const uniform = uniformOf(seed);
  return accounts.flatMap(({ events }, account) =>
    events.map((day) => {
      const eligible = accounts.flatMap((other, place) =>
        place !== account &&
        seenOn(other, day - 1) &&
        other.events.every((event) => event < day - clearBefore || event > day + clearAfter)
          ? [place]
          : [],
      );
      const drawn = Array.from({ length: Math.min(controls, eligible.length) }, (_, i) => {
        const at = i + Math.floor(uniform() * (eligible.length - i));
        const chosen = eligible[at] as number;
        eligible[at] = eligible[i] as number;
        return chosen;
      });
      return { account, day, controls: drawn };
    }),
  );
};
