/** The body is not XML, or has in it what is refused, such as a document type. Nothing of the body is in `reason`. */
export type MalformedXml = { readonly _tag: 'MalformedXml'; readonly reason: string };
