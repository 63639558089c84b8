import type { Mail } from '../../application/ports/mailer.js';

/** As nodemailer takes it. The same mail has the same Message-ID. */
export const messageOf = ({ id, to, subject, text }: Mail, from: string) => ({
  from,
  to: [...to],
  subject,
  text,
  messageId: `<${id}@treering>`,
});
