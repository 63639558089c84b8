import { ACCOUNT_ORDERS, type AccountFilter, type AccountOrder } from '../api/types.js';

/** What the list is asked for; it lives in the address, so it survives a reload and can be shared. */
export type Criteria = {
  readonly search: string;
  readonly band: string;
  readonly industry: string;
  readonly order: AccountOrder;
};

export const criteriaIn = (search: string): Criteria => {
  const given = new URLSearchParams(search);
  const order = ACCOUNT_ORDERS.find((known) => known === given.get('order'));
  return {
    search: given.get('search') ?? '',
    band: given.get('band') ?? '',
    industry: given.get('industry') ?? '',
    order: order ?? 'health',
  };
};

export const addressOf = (criteria: Criteria): string => {
  const said = new URLSearchParams(
    Object.entries(criteria).filter(([name, value]) => value !== '' && !(name === 'order' && value === 'health')),
  );
  return said.size === 0 ? '/' : `/?${said}`;
};

export const filterOf = ({ search, band, industry }: Criteria): AccountFilter => ({
  ...(search.trim() === '' ? {} : { search: search.trim() }),
  ...(band === '' ? {} : { band }),
  ...(industry === '' ? {} : { industry }),
});

export const isNarrowed = ({ search, band, industry }: Criteria): boolean =>
  search.trim() !== '' || band !== '' || industry !== '';
