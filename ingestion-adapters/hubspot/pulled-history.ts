import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { decodeError } from '../../domain/errors.js';
import { lookUp } from '../../domain/keyed.js';
import type { Timestamp } from '../../domain/primitives.js';
import { invalid, type Said } from '../translation.js';
import { changes, propertyChanged } from './objects.js';
import { type ChangedRow, Version } from './pulled.js';
import type { ElementContext } from './subject.js';
import type { HubspotObject } from './topic.js';

export type RowContext = Pick<ElementContext, 'connection' | 'personOf' | 'stages'>;

/** What one part of a row says, and where that part stands in it. */
export type SaidOfRow = { readonly pointer: string; readonly part: unknown; readonly said: Said };

/** A fact of what happened to an object at a time is the same however often, and in whatever page, it is read. */
export const contextOf = (
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

export const unreadable = (part: unknown, errors: t.Errors, pointer = ''): SaidOfRow => {
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

/** What a row says that has its history, each value from the time it came to be. */
export const historyOf = (
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
