import type { Timestamp } from '../../domain/primitives.js';

/** Where a pull stands among records that are ordered by time and, within one time, by id. */
export type Seen = { readonly at: Timestamp; readonly id: string };

/** What a URI with its headers may have is 16,384 bytes; this much of it is for the fields of a query. */
const LONGEST_FIELDS = 10_000;
const ALWAYS = ['Id', 'SystemModstamp', 'IsDeleted'];

/** Fields in as many lists as it takes for each to fit into an address; every list names the record and dates it. */
export const fieldLists = (
  fields: ReadonlyArray<string>,
  longest = LONGEST_FIELDS,
): ReadonlyArray<ReadonlyArray<string>> => {
  const lists: Array<Array<string>> = [];
  let length = Number.POSITIVE_INFINITY;
  for (const field of fields.filter((name) => !ALWAYS.includes(name))) {
    const adds = encodeURIComponent(`,${field}`).length;
    if (length + adds > longest) {
      lists.push([...ALWAYS]);
      length = encodeURIComponent(ALWAYS.join(',')).length;
    }
    lists.at(-1)?.push(field);
    length += adds;
  }
  return lists.length === 0 ? [ALWAYS] : lists;
};

const after = ({ at, id }: Seen): string =>
  id === '' ? `SystemModstamp >= ${at}` : `((SystemModstamp = ${at} AND Id > '${id}') OR SystemModstamp > ${at})`;

/** Everything after what was seen, up to and with `until`. */
export const changedBetween = (seen: Seen, until: Timestamp): string => `${after(seen)} AND SystemModstamp <= ${until}`;

export const select = (object: string, fields: ReadonlyArray<string>, where: string): string =>
  `SELECT ${fields.join(',')} FROM ${object} WHERE ${where}`;

export const named = (object: string, fields: ReadonlyArray<string>, ids: ReadonlyArray<string>): string =>
  select(object, fields, `Id IN (${ids.map((id) => `'${id}'`).join(',')})`);

export const inOrder = (soql: string): string => `${soql} ORDER BY SystemModstamp, Id`;
