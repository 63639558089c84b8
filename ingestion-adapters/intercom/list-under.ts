import * as t from 'io-ts';

/** A list that is an array in some deliveries, and in others an object that holds it under a name of its own. */
export const listUnder = <A>(name: string, item: t.Type<A, unknown, unknown>) =>
  new t.Type<ReadonlyArray<A>, unknown, unknown>(
    `List<${item.name}>`,
    (u): u is ReadonlyArray<A> => t.readonlyArray(item).is(u),
    (u, context) => {
      const held = t.UnknownRecord.is(u) ? (u[name] ?? u['data'] ?? []) : u;
      return t.readonlyArray(item).validate(held, context);
    },
    t.identity,
  );
