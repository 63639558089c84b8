/** A GraphQL document with the types of what it takes and of what it answers. */
export type Document<A, V> = { readonly text: string; readonly of?: (variables: V) => A };

export const document = <A, V>(text: string): Document<A, V> => ({ text });

export const freshness = /* GraphQL */ `freshness { readModel position lagSeconds }`;
