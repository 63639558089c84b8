import type { Either } from 'fp-ts/lib/Either.js';
import type { MalformedJson } from '../application/parse-json.js';
import type { Mappings } from '../application/ports/mappings.js';
import type { RecordClaims } from '../application/ports/receipts.js';
import type { SubjectKeys } from '../application/ports/subject-keys.js';
import type { Delivery, Verify } from './delivery.js';
import type { Feed } from './feed.js';
import type { MalformedXml } from './malformed-xml.js';
import type { RequestRate } from './request-rate.js';
import type { Translate } from './translation.js';

export type TranslationDeps = Pick<SubjectKeys, 'subjectOf' | 'destroy'> & RecordClaims & Mappings;

/** What there is to know about a source of facts. */
export type Vendor = {
  readonly verify: Verify;
  /** Bytes one request may have. */
  readonly bodyLimit: number;
  /** What the bytes are, if they can be read at all. */
  readonly kindOf: (body: Buffer) => Either<MalformedJson | MalformedXml, string>;
  readonly makeTranslate: (deps: TranslationDeps) => Translate;
  /** The body without what would let its reader act as the sender, where a body has that; the rest stays byte for byte. */
  readonly withoutCredentials?: (body: Buffer) => Buffer;
  /** What the sender has to hear once its delivery is durable; `undefined` where that is our own answer. */
  readonly acknowledge?: (delivery: Delivery) => Acknowledgement | undefined;
  /** What is pulled; nothing where the vendor only pushes. */
  readonly feeds?: ReadonlyArray<Feed>;
  /** How fast its API may be asked, by its documents; the usual rates when absent. */
  readonly rates?: ReadonlyArray<RequestRate>;
};

export type Acknowledgement = { readonly status: number; readonly contentType: string; readonly body: string };

export const MEBIBYTE = 1024 * 1024;
