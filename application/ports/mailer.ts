/** `id` makes the Message-ID, by which mail programs tell a repetition. */
export type Mail = {
  readonly id: string;
  readonly to: ReadonlyArray<string>;
  readonly subject: string;
  readonly text: string;
};

/** Resolves once the mail is kept where it will be sent from. Rejects where it is not, with an error that may name recipients. */
export type Mailer = (mail: Mail) => Promise<void>;
