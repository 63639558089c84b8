import { createTransport } from 'nodemailer';
import type { Mailer } from '../../application/ports/mailer.js';
import { messageOf } from './message-of.js';

const PATIENCE_MS = 15_000;

/** Over a mail server, such as `smtps://name:password@mail.example.com`. */
export const makeSmtpMailer = (url: string, from: string): Mailer => {
  const transport = createTransport({
    url,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  });
  return async (mail) => {
    await transport.sendMail(messageOf(mail, from));
  };
};
