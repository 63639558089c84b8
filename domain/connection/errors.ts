type Named = { readonly source: string; readonly connection: string };

type ConnectionAlreadyExists = Named & { readonly _tag: 'ConnectionAlreadyExists' };
export type ConnectionUnknown = Named & { readonly _tag: 'ConnectionUnknown' };
/** A secret that was replaced once must not come back: who replaced it may have had to. */
type SecretUsedBefore = Named & { readonly _tag: 'SecretUsedBefore' };

export type ConnectionRefusal = ConnectionAlreadyExists | ConnectionUnknown | SecretUsedBefore;
