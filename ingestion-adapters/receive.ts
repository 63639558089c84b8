import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { findOrBroken } from '../application/connections/find-or-broken.js';
import { secretsLiveAt } from '../application/connections/secrets-live-at.js';
import type { MalformedJson } from '../application/parse-json.js';
import { type ConnectionBroken, type Connections, isConnectionBroken } from '../application/ports/connections.js';
import type { Receipts } from '../application/ports/receipts.js';
import type { Delivery, Verification } from './delivery.js';
import type { MalformedXml } from './malformed-xml.js';
import { receiptOf } from './receipt-of.js';
import { vendors } from './vendors.js';

type UnknownConnection = { readonly _tag: 'UnknownConnection'; readonly source: string; readonly name: string };
type ConnectionPaused = { readonly _tag: 'ConnectionPaused'; readonly source: string; readonly name: string };
type ReceiptNotKept = { readonly _tag: 'ReceiptNotKept' };
type Refused = Exclude<Verification, { readonly _tag: 'Verified' }>;

export type ReceiveError =
  | UnknownConnection
  | ConnectionPaused
  | ConnectionBroken
  | Refused
  | MalformedJson
  | MalformedXml
  | ReceiptNotKept;

type Received = { readonly receipt: string; readonly status: 'accepted' | 'known' };

export type ReceiveDeps = {
  readonly connections: Pick<Connections, 'find'>;
  readonly receipts: Pick<Receipts, 'keep'>;
  readonly now: () => Date;
  /** Called when a receipt is there to be processed. */
  readonly wake: () => void;
  readonly report: (error: unknown) => void;
};

type DeliveredTo = {
  readonly source: string;
  readonly name: string;
  /** The sender has proved itself to us in another way than the vendor's. */
  readonly trusted: boolean;
};

export type Receive = (to: DeliveredTo, delivery: Delivery) => TaskEither<ReceiveError, Received>;

/** Verify on the raw bytes, see that they can be read, keep them, and only then say so. */
export const makeReceive =
  ({ connections, receipts, now, wake, report }: ReceiveDeps): Receive =>
  ({ source, name, trusted }, delivery) =>
  async () => {
    try {
      const connection = await findOrBroken(connections, source, name);
      if (isConnectionBroken(connection)) return E.left(connection);
      if (connection === undefined) return E.left({ _tag: 'UnknownConnection', source, name });
      const { verify, kindOf, withoutCredentials = (body: Buffer) => body } = vendors[connection.source];
      if (connection.paused) return E.left({ _tag: 'ConnectionPaused', source, name });
      const { settings } = connection;
      const credentials = {
        secrets: secretsLiveAt(connection, now()),
        ...(settings.toleranceSeconds === undefined ? {} : { toleranceSeconds: settings.toleranceSeconds }),
        ...(settings.verifier === undefined ? {} : { verifier: settings.verifier }),
      };
      if (!trusted) {
        const verification = verify(delivery, credentials, now());
        if (verification._tag !== 'Verified') return E.left(verification);
      }
      const kind = kindOf(delivery.body);
      if (E.isLeft(kind)) return kind;
      const receipt = receiptOf(connection, kind.right, withoutCredentials(delivery.body), now(), delivery.headers);
      const kept = await receipts.keep(receipt);
      if (kept === 'new') wake();
      return E.right({ receipt: receipt.id, status: kept === 'new' ? 'accepted' : 'known' });
    } catch (error) {
      report(error);
      return E.left({ _tag: 'ReceiptNotKept' });
    }
  };
