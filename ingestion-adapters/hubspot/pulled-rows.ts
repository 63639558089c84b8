import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { decodeError } from '../../domain/errors.js';
import { lookUp } from '../../domain/keyed.js';
import type { Timestamp } from '../../domain/primitives.js';
import { invalid, type Said } from '../translation.js';
import { changes, propertyChanged, ties } from './objects.js';
import { ArchivedRow, AssociatedRow, ChangedRow, type PulledPage, Version } from './pulled.js';
import type { ElementContext } from './subject.js';
import type { HubspotObject } from './topic.js';

type RowContext = Pick<ElementContext, 'connection' | 'personOf' | 'stages'>;

/** What one part of a row says, and where that part stands in it. */
export type SaidOfRow = { readonly pointer: string; readonly part: unknown; readonly said: Said };

/** A fact of what happened to an object at a time is the same however often, and in whatever page, it is read. */
const contextOf = (
  context: RowContext,
  object: HubspotObject,
  id: string,
  what: string,
  at: Timestamp,
): ElementContext => ({
  ...context,
  at,
  record: `${object}/${id}`,
  fact: [what, context.connection.source, context.connection.name, object, id, at],
});

const unreadable = (part: unknown, errors: t.Errors, pointer = ''): SaidOfRow => {
  const [first] = decodeError('row', errors).violations;
  return { pointer, part, said: invalid(first?.pointer ?? '', first?.message ?? 'cannot be read') };
};

/** Newest first; of several values at one instant the newest is what the property had then. */
const versionSaid =
  (context: RowContext, object: HubspotObject, id: string, name: string) =>
  (part: unknown, i: number, versions: ReadonlyArray<unknown>): SaidOfRow => {
    const pointer = `/propertiesWithHistory/${name}/${i}`;
    const version = Version.decode(part);
    if (E.isLeft(version)) return unreadable(part, version.left, pointer);
    const { timestamp, value = '' } = version.right;
    const newer = Version.decode(versions[i - 1]);
    if (E.isRight(newer) && newer.right.timestamp === timestamp) {
      return { pointer, part, said: { _tag: 'Commands', commands: [] } };
    }
    const at = contextOf(context, object, id, `property ${name}`, timestamp);
    const said = propertyChanged(at, object, id, name, value);
    return { pointer, part, said: said._tag === 'Invalid' ? invalid('/value', said.reason) : said };
  };

/** How a deal stood when a reason to lose it was given: the reason alone does not lose it. */
const stagesAtReasons = (context: RowContext, { id, propertiesWithHistory = {} }: ChangedRow): ReadonlyArray<Said> => {
  const [stages, reasons] = ['dealstage', 'closed_lost_reason'].map((name) => {
    const versions = lookUp(propertiesWithHistory, name);
    return (Array.isArray(versions) ? versions : []).flatMap((version) => {
      const decoded = Version.decode(version);
      return E.isRight(decoded) ? [decoded.right] : [];
    });
  });
  return (reasons ?? []).flatMap(({ timestamp }): ReadonlyArray<Said> => {
    const stage = stages?.find((one) => one.timestamp <= timestamp)?.value;
    if (stage === undefined) return [];
    const at = contextOf(context, 'deal', id, 'stage at reason', timestamp);
    return [propertyChanged(at, 'deal', id, 'dealstage', stage)];
  });
};

const historyOf = (
  context: RowContext,
  object: HubspotObject,
  row: unknown,
  changed: ChangedRow,
): ReadonlyArray<SaidOfRow> => {
  const { id, createdAt, propertiesWithHistory = {} } = changed;
  const created =
    createdAt === undefined ? [] : [changes[object].created(contextOf(context, object, id, 'created', createdAt), id)];
  const stages = object === 'deal' ? stagesAtReasons(context, changed) : [];
  return [
    ...[...created, ...stages].map((said) => ({ pointer: '', part: row, said })),
    ...Object.entries(propertiesWithHistory).flatMap(([name, versions]): ReadonlyArray<SaidOfRow> => {
      if (Array.isArray(versions)) return versions.map(versionSaid(context, object, id, name));
      const pointer = `/propertiesWithHistory/${name}`;
      return [{ pointer, part: versions, said: invalid('', 'must be the versions of a property') }];
    }),
  ];
};

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
