import * as E from 'fp-ts/lib/Either.js';
import type { Timestamp } from '../../domain/primitives.js';
import { invalid } from '../translation.js';
import { changes, ties } from './objects.js';
import { ArchivedRow, AssociatedRow, ChangedRow, type PulledPage } from './pulled.js';
import { contextOf, historyOf, type RowContext, type SaidOfRow, unreadable } from './pulled-history.js';
import type { HubspotObject } from './topic.js';

const changedRow = (context: RowContext, object: HubspotObject, row: unknown): ReadonlyArray<SaidOfRow> => {
  const decoded = ChangedRow.decode(row);
  return E.isLeft(decoded) ? [unreadable(row, decoded.left)] : historyOf(context, object, row, decoded.right);
};

const archivedRow = (context: RowContext, object: HubspotObject, row: unknown): ReadonlyArray<SaidOfRow> => {
  const decoded = ArchivedRow.decode(row);
  if (E.isLeft(decoded)) return [unreadable(row, decoded.left)];
  const { id, archivedAt } = decoded.right;
  const said = changes[object].deleted(contextOf(context, object, id, 'deleted', archivedAt), id);
  return [...historyOf(context, object, row, decoded.right), { pointer: '', part: row, said }];
};

/** The primary company, or else the first that was made of those there are. */
const companyOf = ({ associations }: AssociatedRow): string | undefined => {
  const companies = associations?.companies?.results ?? [];
  const primary = companies.filter(({ type = '' }) => /_to_(primary_)?company$/.test(type));
  const ids = (primary.length > 0 ? primary : companies).map(({ id }) => id);
  return ids.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))[0];
};

const associatedRow = (
  context: RowContext,
  object: HubspotObject,
  askedAt: Timestamp | undefined,
  row: unknown,
): SaidOfRow => {
  const decoded = AssociatedRow.decode(row);
  if (E.isLeft(decoded)) return unreadable(row, decoded.left);
  if (object === 'company' || askedAt === undefined) {
    return { pointer: '', part: row, said: invalid('', 'must belong to a company at a time') };
  }
  const { id } = decoded.right;
  const companyId = companyOf(decoded.right);
  const at = contextOf(context, object, id, `associated ${companyId ?? ''}`, askedAt);
  const said = companyId === undefined ? ties[object].unlinked(at, id) : ties[object].linked(at, id, companyId);
  return { pointer: '', part: row, said };
};

/** What a row of a pulled page says. */
export const rowSaid = (
  context: RowContext,
  { pulled, object, askedAt }: PulledPage,
  row: unknown,
): ReadonlyArray<SaidOfRow> => {
  switch (pulled) {
    case 'changed':
      return changedRow(context, object, row);
    case 'archived':
      return archivedRow(context, object, row);
    case 'associated':
      return [associatedRow(context, object, askedAt, row)];
  }
};
