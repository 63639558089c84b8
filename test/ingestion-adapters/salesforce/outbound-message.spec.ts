import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { makeInMemoryConnections } from '../../../infrastructure/in-memory/connections.js';
import { makeInMemoryReceipts } from '../../../infrastructure/in-memory/receipts.js';
import type { Delivery } from '../../../ingestion-adapters/delivery.js';
import { makeReceive } from '../../../ingestion-adapters/receive.js';
import { salesforce as vendor } from '../../../ingestion-adapters/salesforce/vendor.js';
import { afterIngesting } from './given-salesforce.js';
import { cometd, envelope, idOf, notification, salesforce } from './shapes.js';

const delivery = (body: string, over: Partial<Delivery> = {}): Delivery => ({
  method: 'POST',
  uris: ['https://treering.example/ingest/salesforce/demo?secret=a%20secret'],
  headers: { 'content-type': 'text/xml; charset=UTF-8' },
  body: Buffer.from(body),
  ...over,
});

const account = (number: number, more: object = {}) => ({
  Id: idOf('001', number),
  Name: 'R & B',
  SystemModstamp: '2026-02-03T09:15:27.000Z',
  ...more,
});

const three = envelope([
  notification('04l9k000001aaaaAAA', 'Account', account(1)),
  notification('04l9k000001aaabAAA', 'Account', account(2, { Industry: null })),
  notification('04l9k000001aaacAAA', 'Contact', {
    Id: idOf('003', 1),
    AccountId: idOf('001', 1),
    LastName: 'Björk',
    LastModifiedDate: '2026-02-03T09:15:27.000Z',
  }),
]);

const receiving = async () => {
  const [connections, receipts] = [makeInMemoryConnections(), makeInMemoryReceipts()];
  await connections.save(salesforce);
  const now = () => new Date('2026-02-03T09:16:00Z');
  const receive = makeReceive({
    connections,
    receipts,
    now,
    wake: () => {},
    report: (error) => {
      throw error;
    },
  });
  return {
    receipts,
    post: (sent: Delivery) => receive({ source: 'salesforce', name: 'demo', trusted: false }, sent)(),
  };
};

const ACK =
  /^<\?xml version="1\.0" encoding="UTF-8"\?>\s*<soapenv:Envelope xmlns:soapenv="http:\/\/schemas\.xmlsoap\.org\/soap\/envelope\/">\s*<soapenv:Body>\s*<notificationsResponse xmlns="http:\/\/soap\.sforce\.com\/2005\/09\/outbound">\s*<Ack>true<\/Ack>\s*<\/notificationsResponse>\s*<\/soapenv:Body>\s*<\/soapenv:Envelope>\s*$/;

describe('an outbound message', () => {
  it('is as many changes as it has notifications', async () => {
    const { account: of, contact, accountId, types } = await afterIngesting([three, three]);
    expect(of(1)?.profile.name?.value).toBe('R & B');
    expect(of(2)?.profile.industry?.value).toBeNull();
    expect(contact(1)?.lastName?.value).toMatchObject({ value: 'Björk' });
    expect(contact(1)?.account?.value).toBe(accountId(1));
    expect(types.filter((type) => type === 'AccountProfileChanged')).toHaveLength(2);
  });

  it('is acknowledged as Salesforce demands, also when it is empty', async () => {
    const { post } = await receiving();
    for (const body of [three, envelope([])]) {
      expect(E.isRight(await post(delivery(body)))).toBe(true);
      expect(vendor.acknowledge?.(delivery(body))).toMatchObject({
        status: 200,
        contentType: expect.stringMatching(/^text\/xml/),
        body: expect.stringMatching(ACK),
      });
    }
    expect(vendor.acknowledge?.(delivery(cometd('Account', {}, {})))).toMatchObject({ status: 202 });
    expect((await afterIngesting([envelope([])])).types).toEqual([]);
  });

  it('with a document type, an entity of its own or broken markup is refused, and nothing of it kept', async () => {
    const { post, receipts } = await receiving();
    const bomb = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`;
    for (const body of [
      three.replace('<?xml version="1.0" encoding="UTF-8"?>', bomb).replace('R &amp; B', '&b;'),
      three.replace('<?xml version="1.0" encoding="UTF-8"?>', '<!DOCTYPE x SYSTEM "file:///etc/passwd">'),
      three.replace('</soapenv:Body>', ''),
      `${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`,
      '<html></html>',
      '<',
    ]) {
      expect(await post(delivery(body))).toMatchObject({ left: { _tag: 'MalformedXml' } });
    }
    expect(await receipts.waiting()).toBe(0);
  });

  it('leaves an entity that nobody declared as the text it is', async () => {
    const { account: of } = await afterIngesting([
      three.replaceAll('R &amp; B', '&nbsp;&#82;&#x26;&lt;B&gt;&amp;amp;'),
    ]);
    expect(of(1)?.profile.name?.value).toBe('&nbsp;R&<B>&amp;');
  });

  it('is kept without the session of its sender, so that one tried again in another session is the same', async () => {
    const { post, receipts } = await receiving();
    const first = await post(delivery(three));
    const again = await post(delivery(three.replace('a.live.session', 'another')));
    expect(again).toEqual({
      _tag: 'Right',
      right: { receipt: 'right' in first && first.right.receipt, status: 'known' },
    });
    await receipts.processWaiting(1, async ([receipt]) => {
      expect(receipt?.body.toString()).toBe(three.replace(/<SessionId>.*<\/SessionId>/, '<SessionId/>'));
      return [{ _tag: 'Processed', quarantined: [], notUnderstood: {} }];
    });
  });

  it.each([
    ['in the address', {}, 'Verified'],
    ['as a header', { uris: [], headers: { 'x-webhook-secret': 'a secret' } }, 'Verified'],
    [
      'as a password',
      { uris: [], headers: { authorization: `Basic ${Buffer.from('sf:a secret').toString('base64')}` } },
      'Verified',
    ],
    ['not at all', { uris: ['https://treering.example/ingest/salesforce/demo'] }, 'MissingSignature'],
    ['empty', { uris: ['https://treering.example/ingest/salesforce/demo?secret='] }, 'MissingSignature'],
    ['wrongly', { uris: ['https://treering.example/?secret=a%20secreT'] }, 'BadSignature'],
    ['in an address that is none', { uris: ['//%%%?secret=%E0%A4%A'] }, 'BadSignature'],
  ])('shows the secret %s', (_where, over, verdict) => {
    const { secrets } = salesforce;
    expect(vendor.verify(delivery(three, over), { secrets }, new Date())._tag).toBe(verdict);
  });

  it('of another organisation counts for nothing and is put aside', async () => {
    const { receipts, types } = await afterIngesting([three.replace('00D5g00000TreeRing', '00D5g00000Another1')]);
    expect(types).toEqual([]);
    expect(await receipts.quarantine(10)).toHaveLength(3);
  });

  it('without a time of its records waits for the pull, and bad parts of it are put aside without the rest', async () => {
    const { receipts, types } = await afterIngesting([
      envelope([
        notification('04l9k000001aaaaAAA', 'Account', { Id: idOf('001', 1), Name: 'x' }),
        notification('04l9k000001aaabAAA', 'Account', { ...account(2), Id: 'not an id' }),
        notification('04l9k000001aaacAAA', 'Account', { ...account(3), SystemModstamp: 'yesterday' }),
        '<Notification><Id>04l9k000001aaadAAA</Id></Notification>',
        notification('04l9k000001aaaeAAA', 'Account', account(4, { NewField__c: 'x' })),
      ]),
    ]);
    expect(types).toEqual(['AccountRegistered', 'AccountProfileChanged']);
    expect(
      (await receipts.quarantine(10))
        .map(({ place }) => place.replace('/Envelope/Body/notifications/Notification', ''))
        .toSorted(),
    ).toEqual(['/1/sObject/Id', '/2/sObject/SystemModstamp', '/3']);
    expect(await receipts.notUnderstood()).toEqual({
      'salesforce/demo field Account.NewField__c': 1,
      'salesforce/demo notification without SystemModstamp or LastModifiedDate': 1,
    });
  });
});
