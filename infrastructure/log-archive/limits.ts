/** How large what is written becomes. */
export type Limits = {
  /** Events of a frame, at most, and about so many bytes before they are compressed. */
  readonly frameEvents: number;
  readonly frameBytes: number;
  /** What makes a file complete: so many events, or bytes. */
  readonly fileEvents: number;
  readonly fileBytes: number;
};

export const DEFAULT_LIMITS: Limits = {
  frameEvents: 2_048,
  frameBytes: 4 * 1024 * 1024,
  fileEvents: 65_536,
  fileBytes: 16 * 1024 * 1024,
};

/** Live events come one by one, and so are the frames of a file that grew with them. */
export const isSmall = (events: number, frames: number, { frameEvents }: Limits): boolean =>
  events / frames < frameEvents / 8;
