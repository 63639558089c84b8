import type * as t from 'io-ts';
import { titleOf } from '../../application/alerts/alert-in-words.js';
import type { MailTarget } from '../../application/ports/alert-channels.js';
import type { AlertNotice, Undelivered } from '../../application/ports/deliver-notice.js';
import type { Mailer } from '../../application/ports/mailer.js';

/** What mail servers answer names recipients; its code does not. */
const codeOf = (error: unknown): string => {
  const of = (name: string): unknown =>
    typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  const [response, code] = [of('responseCode'), of('code')];
  if (typeof response === 'number') return `the mail server answered ${response}`;
  return typeof code === 'string' ? `the mail was not sent: ${code}` : 'the mail was not sent';
};

export const mailNotice = async (
  mailer: Mailer,
  { to }: t.TypeOf<typeof MailTarget>,
  notice: AlertNotice,
): Promise<void> => {
  const { id, alert } = notice;
  const subject = titleOf(notice);
  const text = [
    subject,
    '',
    `Account  ${alert.accountName ?? ''} ${alert.accountId}`,
    `Rule     ${alert.ruleName}`,
    `Opened   ${alert.openedAt}`,
    `Status   ${alert.status}`,
    `Alert    ${alert.url}`,
    '',
  ].join('\n');
  await mailer({ id, to, subject, text }).catch((error: unknown) => {
    throw { _tag: 'Undelivered', reason: codeOf(error), isFinal: false } satisfies Undelivered;
  });
};
