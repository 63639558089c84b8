import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ChannelTarget } from '../../../application/ports/alert-channels.js';
import type { Mailer } from '../../../application/ports/mailer.js';
import { makeDeliverNotice } from '../../../infrastructure/alert-channels/deliver-notice.js';
import { makeVendorHttp } from '../../../infrastructure/http/vendor-http.js';
import { makeMailFolder } from '../../../infrastructure/mail/mail-folder.js';
import { makeSmtpMailer } from '../../../infrastructure/mail/smtp.js';
import { verifyStandardWebhooks } from '../../../ingestion-adapters/standard-webhooks.js';
import { deliverNoticeContract } from '../../contracts/deliver-notice.contract.js';
import { sampleNotice } from '../../support/sample-notice.js';
import { startSmtpServer } from '../../support/smtp-server.js';
import { startReceiver } from '../../support/stub-receiver.js';
import { valid } from '../../support/valid.js';

const now = () => new Date('2026-03-03T09:00:05Z');
const noMail: Mailer = async () => Promise.reject(new Error('no mail is sent here'));
const http = makeVendorHttp({ redirects: 0 });
const impatient = makeVendorHttp({ idleMilliseconds: 200, redirects: 0 });
const target = valid(ChannelTarget);
const secret = 'whsec_YSBzZWNyZXQgZm9yIHNwZWNz';

const overHttp = (kind: 'webhook' | 'slack') => async () => {
  const receiver = await startReceiver();
  return {
    deliver: makeDeliverNotice({ http, mailer: noMail, now }),
    target: target({ kind, url: `${receiver.url}/s3cret`, ...(kind === 'webhook' ? { secret } : {}) }),
    received: async () => receiver.received.map(({ headers, body }) => `${JSON.stringify(headers)} ${body}`),
    fail: () => receiver.answers({ status: 500 }),
    secret: 's3cret',
    close: receiver.close,
  };
};

deliverNoticeContract('webhook', overHttp('webhook'));
deliverNoticeContract('Slack', overHttp('slack'));

deliverNoticeContract('mail into a folder', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'treering-mail-'));
  const folder = join(parent, 'mail');
  const mails = async () => {
    const files = await readdir(folder).catch(() => []);
    return Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  };
  return {
    deliver: makeDeliverNotice({ http, mailer: makeMailFolder(folder, 'treering@example.com'), now }),
    target: target({ kind: 'mail', to: ['duty@example.com'] }),
    received: mails,
    fail: () => writeFile(folder, 'a file, where the folder should be'),
    secret: 'duty@example.com',
    close: () => rm(parent, { recursive: true }),
  };
});

deliverNoticeContract('mail by SMTP', async () => {
  const server = await startSmtpServer();
  return {
    deliver: makeDeliverNotice({ http, mailer: makeSmtpMailer(server.url, 'treering@example.com'), now }),
    target: target({ kind: 'mail', to: ['duty@example.com', 'lead@example.com'] }),
    received: async () => server.mails.map(({ to, text }) => `${to.join()} ${text}`),
    fail: server.refuse,
    secret: 'duty@example.com',
    close: server.close,
  };
});

describe('a webhook', () => {
  it('is signed as Standard Webhooks', async () => {
    const receiver = await startReceiver();
    const { signal } = new AbortController();
    const deliver = makeDeliverNotice({ http, mailer: noMail, now });
    await deliver(target({ kind: 'webhook', url: receiver.url, secret }), sampleNotice, signal);
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
    const delivery = { headers: headers as Record<string, string>, body: Buffer.from(body) } as never;
    const verdict = (secrets: ReadonlyArray<string>) =>
      verifyStandardWebhooks(delivery, { secrets } as never, now())._tag;
    expect(verdict([secret])).toBe('Verified');
    expect(verdict(['whsec_b3RoZXI='])).toBe('BadSignature');
    expect(headers).toMatchObject({ 'webhook-id': 'n1', 'webhook-timestamp': '1772528405' });
    expect(JSON.parse(body)).toEqual({
      type: 'alert.opened',
      timestamp: '2026-03-03T09:00:05.000Z',
      data: sampleNotice.alert,
    });
    await receiver.close();
  });

  it.each([
    ['takes and breaks off', { reason: expect.stringContaining('the connection failed'), isFinal: false }],
    [
      { status: 302, location: '/elsewhere' },
      { reason: 'the receiver answered 302', isFinal: false },
    ],
    [{ status: 410 }, { reason: 'the receiver answered 410', isFinal: true }],
  ] as const)('is not delivered where the receiver %o', async (answer, undelivered) => {
    const receiver = await startReceiver();
    receiver.answers(answer);
    const { signal } = new AbortController();
    const deliver = makeDeliverNotice({ http, mailer: noMail, now });
    await expect(
      deliver(target({ kind: 'webhook', url: receiver.url, secret }), sampleNotice, signal),
    ).rejects.toMatchObject(undelivered);
    await receiver.close();
  });
});

it('a webhook is given up for now where nothing is answered', async () => {
  const receiver = await startReceiver();
  receiver.answers('hangs');
  const { signal } = new AbortController();
  const deliver = makeDeliverNotice({ http: impatient, mailer: noMail, now });
  await expect(
    deliver(target({ kind: 'webhook', url: receiver.url, secret }), sampleNotice, signal),
  ).rejects.toMatchObject({ reason: 'nothing came within 0.2 s', isFinal: false });
  await receiver.close();
});

describe('a message for Slack', () => {
  it('has a text and blocks, in which what others wrote is no markup', async () => {
    const receiver = await startReceiver();
    const { signal } = new AbortController();
    await makeDeliverNotice({ http, mailer: noMail, now })(
      target({ kind: 'slack', url: receiver.url }),
      sampleNotice,
      signal,
    );
    const text = 'Critical &lt;accounts&gt;: Acme &amp; Sons, health 31.3 on 2026-03-03 (critical)';
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
      text,
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }, { type: 'context' }],
    });
    await receiver.close();
  });
});
