import * as t from 'io-ts';

/** Defines an event or a command once: its name and the codec of its data. Unknown keys do not survive decoding. */
export const message = <N extends string, P extends t.Props>(type: N, data: P) =>
  t.strict({ type: t.literal(type), data: t.strict(data) }, type);

type Fact<P extends t.Props> = { readonly type: { readonly props: { readonly data: t.ExactC<t.TypeC<P>> } } };

/** Defines a command that asks for a fact to be recorded: it carries what the fact carries. */
export const commandTo = <N extends string, P extends t.Props>(type: N, fact: Fact<P>) =>
  message(type, fact.type.props.data.type.props);

/** Turns the stored data of one retired version of an event into the next version. Throws on data it cannot read. */
export type Upcaster = (data: unknown) => unknown;

/** One event as it is kept in the log: its codec, its current version, and the way there from each older one. */
export type EventDefinition = {
  readonly codec: t.Mixed;
  /** Starts at 1. */
  readonly version: number;
  /** `upcasters[v - 1]` lifts version v to v + 1; there are `version - 1` of them. */
  readonly upcasters: ReadonlyArray<Upcaster>;
};

/** An event that has had one version only. */
export const unversioned = (codec: EventDefinition['codec']): EventDefinition => ({ codec, version: 1, upcasters: [] });
