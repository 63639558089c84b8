import * as t from 'io-ts';
import { describe, expect, it } from 'vitest';
import { eventCatalogue } from '../../../domain/catalogue.js';
import { personalData } from '../../../domain/personal-data.js';
import { nullable } from '../../../domain/primitives.js';
import { EACH, personalFieldsOf } from '../../../infrastructure/envelope/personal-fields.js';

const name = personalData(t.string);

describe('the personal fields of a codec', () => {
  it.each<[string, t.Mixed, ReadonlyArray<unknown>]>([
    ['a field', t.strict({ name, age: t.number }), [['name']]],
    ['a nullable field', t.strict({ name: nullable(name) }), [['name']]],
    ['an optional field', t.exact(t.partial({ name })), [['name']]],
    ['a nested record', t.strict({ contact: t.type({ name }) }), [['contact', 'name']]],
    ['items of an array', t.strict({ people: t.readonlyArray(t.strict({ name })) }), [['people', EACH, 'name']]],
    ['personal items', t.strict({ names: t.array(nullable(name)) }), [['names', EACH]]],
    ['values of a dictionary', t.strict({ byId: t.record(t.string, name) }), [['byId', EACH]]],
    ['a place of a tuple', t.tuple([t.number, name]), [['1']]],
    ['members of an intersection', t.intersection([t.type({ name }), t.partial({ mail: name })]), [['name'], ['mail']]],
    [
      'a field that two members of a union have',
      t.union([t.type({ name }), t.type({ name, x: t.number })]),
      [['name']],
    ],
    ['behind a read-only codec', t.readonly(t.type({ name })), [['name']]],
    ['none', t.strict({ age: t.number, tags: t.array(t.string) }), []],
  ])('%s', (_, codec, expected) => {
    expect(personalFieldsOf(codec)).toEqual(expected);
  });

  it('are never guessed: a recursive codec is refused', () => {
    type Tree = { readonly name: t.TypeOf<typeof name>; readonly below: ReadonlyArray<Tree> };
    const Tree: t.Type<Tree, unknown> = t.recursion('Tree', () => t.type({ name, below: t.readonlyArray(Tree) }));
    expect(() => personalFieldsOf(Tree)).toThrow('The recursive codec Tree cannot be in an event.');
  });

  it('are these in our catalogue', () => {
    const found = Object.entries(eventCatalogue).flatMap(([type, { codec }]) =>
      personalFieldsOf(codec).map((path) => `${type}/${path.map(String).join('/')}`),
    );
    expect(found).toEqual([
      'StakeholderIdentified/data/firstName',
      'StakeholderIdentified/data/lastName',
      'StakeholderIdentified/data/email',
      'StakeholderIdentified/data/title',
      'SurveyAnswered/data/comment',
      'CaseSatisfactionRated/data/comment',
    ]);
  });
});
