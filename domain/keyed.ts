/** Values by a key that came from outside: plain JSON, read without reaching the prototype. */
export type Keyed<A> = Readonly<Record<string, A>>;

export const lookUp = <A>(keyed: Keyed<A>, key: string): A | undefined =>
  Object.hasOwn(keyed, key) ? keyed[key] : undefined;

export const put = <A>(keyed: Keyed<A>, key: string, value: A): Keyed<A> => ({ ...keyed, [key]: value });
