import * as t from 'io-ts';

const LISTS = {
  'conversation.list': { kind: 'conversations', under: 'conversations', item: 'conversation' },
  'ticket.list': { kind: 'tickets', under: 'tickets', item: 'ticket' },
} as const;

type Item = 'conversation' | 'ticket' | 'contact' | 'company';

/** What a body is: a notification, one record, a list of records, or nothing that we know. */
export type Body =
  | { readonly kind: 'webhook'; readonly notification: unknown }
  | { readonly kind: 'conversation'; readonly record: unknown }
  | {
      readonly kind: 'conversations' | 'tickets' | 'contacts' | 'companies';
      readonly item: Item;
      /** The key that the records stand under. */
      readonly under: string;
      readonly records: ReadonlyArray<unknown>;
    }
  | { readonly kind: 'other' };

const typeOf = (value: unknown): unknown => (t.UnknownRecord.is(value) ? value['type'] : undefined);

/** Every object that Intercom sends says what it is. */
export const bodyOf = (json: unknown): Body => {
  if (!t.UnknownRecord.is(json)) return { kind: 'other' };
  switch (json['type']) {
    case 'notification_event':
      return { kind: 'webhook', notification: json };
    case 'conversation':
      return { kind: 'conversation', record: json };
    case 'conversation.list':
    case 'ticket.list': {
      const list = LISTS[json['type']];
      const records = json[list.under];
      return Array.isArray(records) ? { ...list, records } : { kind: 'other' };
    }
    case 'list': {
      const records: unknown = json['data'];
      if (!Array.isArray(records)) return { kind: 'other' };
      const item = typeOf(records[0]);
      if (item === 'contact') return { kind: 'contacts', item, under: 'data', records };
      return item === 'company' ? { kind: 'companies', item, under: 'data', records } : { kind: 'other' };
    }
    default:
      return { kind: 'other' };
  }
};
