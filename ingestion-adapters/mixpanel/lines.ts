import * as E from 'fp-ts/lib/Either.js';
import type { ConnectionSettings } from '../../application/ports/connections.js';
import type { QuarantinedPart } from '../../application/ports/receipts.js';
import { decodeError } from '../../domain/errors.js';
import type { Timestamp } from '../../domain/primitives.js';
import { VendorId } from '../vendor-codecs.js';
import { MixpanelEvent } from './payload.js';
import { timeOf } from './project-time.js';

/** One thing that a user of an account did. */
export type Interaction = {
  readonly account: string;
  readonly feature: string;
  readonly at: Timestamp;
  readonly user: string | undefined;
  /** The vendor's key of the record (event, time, user, insert id), and the account: were it to differ, the first to arrive would win. */
  readonly key: string;
};

export type Lines = {
  readonly interactions: ReadonlyArray<Interaction>;
  readonly quarantined: ReadonlyArray<QuarantinedPart>;
};

const ACCOUNT_PROPERTIES = ['company_id', 'org_id', 'account_id', '$group_id', 'company'] as const;

/** Group properties may list several groups; the first is the one the event counts for. */
const idOf = (value: unknown): string | undefined => {
  const decoded = VendorId.decode(Array.isArray(value) ? value[0] : value);
  return E.isRight(decoded) ? decoded.right : undefined;
};

const accountOf = (properties: Readonly<Record<string, unknown>>, names: ReadonlyArray<string>): string | undefined => {
  const groups = properties['$groups'];
  for (const from of [properties, typeof groups === 'object' && groups !== null ? groups : {}]) {
    const values = new Map<string, unknown>(Object.entries(from));
    for (const name of names) {
      const id = idOf(values.get(name));
      if (id !== undefined) return id;
    }
  }
  return undefined;
};

type Line =
  | { readonly _tag: 'Interaction'; readonly interaction: Interaction }
  | { readonly _tag: 'Unreadable'; readonly reason: string }
  | { readonly _tag: 'NoAccount' };

const unreadable = (reason: string): Line => ({ _tag: 'Unreadable', reason });

const readLine = (text: string, settings: ConnectionSettings, names: ReadonlyArray<string>): Line => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return unreadable('is not JSON');
  }
  const decoded = MixpanelEvent.decode(json);
  if (E.isLeft(decoded)) {
    const [first] = decodeError('line', decoded.left).violations;
    return unreadable(`${first?.pointer ?? ''} ${first?.message ?? 'cannot be read'}`.trim());
  }
  const { event, properties } = decoded.right;
  if (event.trim() === '') return unreadable('/event must not be empty');
  const at = timeOf(properties.time, settings.timeZone);
  if (at === undefined) return unreadable('/properties/time must be seconds or milliseconds since 1970');
  const account = accountOf(properties, names);
  if (account === undefined) return { _tag: 'NoAccount' };
  const user = properties.distinct_id;
  const key = JSON.stringify([event, properties.time, user ?? '', properties.$insert_id ?? '', account]);
  return { _tag: 'Interaction', interaction: { account, feature: event, at, user, key } };
};

const SAMPLE = 3;

/** Reads a chunk of an export line by line. Lines without an account are one part, with how many there are and the first few. */
export const readLines = (body: Buffer, settings: ConnectionSettings): Lines => {
  const names = settings.accountProperties ?? ACCOUNT_PROPERTIES;
  const interactions: Array<Interaction> = [];
  const quarantined: Array<QuarantinedPart> = [];
  const withoutAccount: Array<number> = [];
  const texts = body.toString('utf8').split('\n');
  for (const [i, text] of texts.entries()) {
    if (text.trim() === '') continue;
    const line = readLine(text, settings, names);
    if (line._tag === 'Interaction') interactions.push(line.interaction);
    else if (line._tag === 'NoAccount') withoutAccount.push(i);
    else quarantined.push({ place: `line ${i + 1}`, bytes: Buffer.from(text), reason: line.reason });
  }
  const [first] = withoutAccount;
  if (first !== undefined) {
    const sample = withoutAccount.slice(0, SAMPLE).map((i) => texts[i] ?? '');
    quarantined.push({
      place: `line ${first + 1}`,
      bytes: Buffer.from(sample.join('\n')),
      reason: `no account property (${names.join(', ')}), on ${withoutAccount.length} lines`,
    });
  }
  return { interactions, quarantined };
};
