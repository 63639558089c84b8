import { addressWith } from '../book/address.js';

/** Of which segment the members are shown, if of any, and on which day; '' is today. It lives in the address. */
export type Asked = { readonly name: string; readonly asOf: string };

export const askedIn = (search: string): Asked => {
  const given = new URLSearchParams(search);
  const asOf = given.get('asOf') ?? '';
  return { name: given.get('name') ?? '', asOf: /^\d{4}-\d\d-\d\d$/.test(asOf) ? asOf : '' };
};

export const addressOf = (asked: Asked): string => addressWith('/segments', asked);
