import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Mailer } from '../../application/ports/mailer.js';
import { messageOf } from './message-of.js';

/** Writes each mail into a folder, as `<id>.eml`: the same mail is one file. */
export const makeMailFolder = (folder: string, from: string): Mailer => {
  const transport = createTransport({ streamTransport: true, buffer: true });
  return async (mail) => {
    const { message } = await transport.sendMail(messageOf(mail, from));
    const file = join(folder, `${mail.id}.eml`);
    await mkdir(folder, { recursive: true });
    await writeFile(`${file}.new`, message as Buffer);
    await rename(`${file}.new`, file);
  };
};
