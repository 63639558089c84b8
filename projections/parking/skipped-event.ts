/** An event that a reader leaves out for ever, because somebody decided so, in the partitions where it was parked. */
export type SkippedEvent = {
  readonly eventId: string;
  readonly streamName: string;
  readonly eventType: string;
  readonly partitions: ReadonlyArray<number>;
  readonly reason: string;
  readonly actor: string;
};
