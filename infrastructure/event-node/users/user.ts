import * as t from 'io-ts';

/** A user, as the events of its stream have it. */
export const User = t.readonly(
  t.strict({
    loginName: t.string,
    fullName: t.string,
    groups: t.readonlyArray(t.string),
    disabled: t.boolean,
    hash: t.string,
    salt: t.string,
    iterations: t.number,
  }),
);
export type User = t.TypeOf<typeof User>;
