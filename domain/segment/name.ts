import * as t from 'io-ts';

/** What a segment is called, also where it is asked for. `all` is the whole book. */
export type SegmentName = string & { readonly SegmentName: true };

const isName = (u: unknown): u is SegmentName =>
  typeof u === 'string' && u !== 'all' && /^[A-Za-z0-9][A-Za-z0-9_.-]{0,79}$/.test(u);

export const SegmentName = new t.Type<SegmentName, string, unknown>(
  'SegmentName',
  isName,
  (u, context) =>
    isName(u) ? t.success(u) : t.failure(u, context, 'must be 1 to 80 letters, digits or _.-, and not “all”'),
  t.identity,
);
