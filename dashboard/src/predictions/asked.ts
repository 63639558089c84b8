import { PREDICTION_ORDERS, type PredictionOrder } from '../api/prediction-types.js';
import { BANDS } from '../bands.js';
import { addressWith } from '../book/address.js';

/** What a list is of, and what it says when nobody asked for anything else. */
export type ListKind = {
  readonly path: string;
  readonly horizons: ReadonlyArray<number>;
  readonly order: PredictionOrder;
};

export const risks: ListKind = { path: '/risks', horizons: [30, 90, 180], order: 'chance' };
export const opportunities: ListKind = { path: '/opportunities', horizons: [30, 90, 365], order: 'value' };

/** What a list is asked for; it lives in the address, so it survives a reload and can be shared. */
export type Asked = {
  readonly horizon: number;
  readonly order: PredictionOrder;
  readonly band: string;
  readonly search: string;
  readonly segment: string;
};

const USUAL_HORIZON = 90;

export const askedIn = (kind: ListKind, search: string): Asked => {
  const given = new URLSearchParams(search);
  return {
    horizon: kind.horizons.find((days) => `${days}` === given.get('horizon')) ?? USUAL_HORIZON,
    order: PREDICTION_ORDERS.find((known) => known === given.get('order')) ?? kind.order,
    band: BANDS.find((known) => known === given.get('band')) ?? '',
    search: given.get('search') ?? '',
    segment: given.get('segment') ?? '',
  };
};

export const addressOf = (kind: ListKind, { horizon, order, ...narrowed }: Asked): string =>
  addressWith(kind.path, {
    ...narrowed,
    horizon: horizon === USUAL_HORIZON ? '' : horizon,
    order: order === kind.order ? '' : order,
  });
